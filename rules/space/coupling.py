"""Which questions belong together: two that one rule asks, or whose rules argue about the same aspect.

Within an aspect only the strongest reason counts, so what one question adds there depends on the others. Questions
that nothing couples add up independently; that is what makes a large answer space small.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

from rules.model import Kind, Rule, Rulebook, Strength
from rules.scale import WEIGHING

MOST_CELLS = 50_000_000


@dataclass(frozen=True, slots=True)
class Coupled:
    """Questions that are coupled, in the order of the rulebook, how many answer sets they have, and by which rules."""

    questions: tuple[str, ...]
    cells: int
    rules: tuple[str, ...]


class TooCoupled(ValueError):
    """A group of coupled questions has more answer sets than are listed."""

    def __init__(self, group: Coupled) -> None:
        self.group = group
        super().__init__(
            f"{len(group.questions)} questions are coupled and have {group.cells:,} answer sets together; at most "
            f"{MOST_CELLS:,} are listed. Questions: {', '.join(group.questions)}. "
            f"Coupled by: {', '.join(group.rules)}. Split a rule, or move it to an aspect of its own."
        )


def deciding(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that can move an outcome: all but warnings and cautions."""
    return tuple(rule for rule in rules if ranks(rule) or leads_elsewhere(rule))


def ranks(rule: Rule) -> bool:
    """Whether a rule moves the ranking of the options."""
    return rule.kind in WEIGHING or rule.kind is Kind.RULES_OUT


def leads_elsewhere(rule: Rule) -> bool:
    """Whether a rule can make an alternative the headline."""
    return rule.look_elsewhere is not None and rule.strength is Strength.STRONG


def coupled(rulebook: Rulebook, rules: Iterable[Rule]) -> tuple[Coupled, ...]:
    """The groups of questions that `rules` couple; a question that nothing couples is a group of its own.

    Raises:
        TooCoupled: if a group has more than `MOST_CELLS` answer sets.
    """
    tied = list(knots(rules))
    groups = tuple(_group(rulebook, members, tied) for members in _joined(rulebook, tied))
    for group in groups:
        if group.cells > MOST_CELLS:
            raise TooCoupled(group)
    return groups


Knot = tuple[frozenset[str], tuple[str, ...]]
"""Questions that are tied together, and the ids of the rules that do it."""


def knots(rules: Iterable[Rule]) -> Iterator[Knot]:
    """What couples questions: each rule that adds up alone, and each aspect with all of its rules."""
    aspects: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.kind in WEIGHING:
            aspects.setdefault(rule.aspect, []).append(rule)
        else:
            yield frozenset(rule.when), (rule.id,)
    for together in aspects.values():
        yield frozenset(question for rule in together for question in rule.when), tuple(rule.id for rule in together)


def _joined(rulebook: Rulebook, tied: Iterable[Knot]) -> tuple[frozenset[str], ...]:
    groups = {question.id: frozenset([question.id]) for question in rulebook.questions}
    for questions, _ in tied:
        whole = questions.union(*(groups[question] for question in questions))
        groups.update(dict.fromkeys(whole, whole))
    return tuple(dict.fromkeys(groups.values()))


def _group(rulebook: Rulebook, members: frozenset[str], tied: Iterable[Knot]) -> Coupled:
    questions = [question for question in rulebook.questions if question.id in members]
    tying = (rule for asked, rules in tied if len(asked) > 1 and asked <= members for rule in rules)
    cells = prod(len(question.choices) for question in questions)
    return Coupled(tuple(question.id for question in questions), cells, tuple(dict.fromkeys(tying)))
