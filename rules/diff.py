"""What a change of a rulebook does: how many answer sets end otherwise, small examples, and which rule does it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.audit.witness import smallest
from rules.evaluate import outcome
from rules.model import Answers, Rule, Rulebook
from rules.recommendation import Outcome
from rules.space.compare import Comparison, compare, joint_questions
from rules.space.coupling import deciding

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """Answers, none of which can be left out, with the outcome before and after."""

    answers: Mapping[str, str]
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that was added, removed or changed, and how many answer sets that alone would lead to another outcome."""

    rule: str
    what: str
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two rulebooks.

    words: what was added to the questions, choices, options and alternatives, or removed, as sentences; rules: those
    that differ in more than their wording, in the order of the new rulebook, removed ones last.
    """

    comparison: Comparison
    examples: tuple[Example, ...]
    rules: tuple[RuleChange, ...]
    words: tuple[str, ...]


def diff(old: Rulebook, new: Rulebook) -> Difference:
    """Compare two rulebooks on every answer set that both know.

    Raises:
        TooCoupled, TooManyScores: see `rules.atlas`.
    """
    comparison = compare(old, new)
    return Difference(comparison, _examples(old, new, comparison), tuple(_rules(old, new)), tuple(_words(old, new)))


def _examples(old: Rulebook, new: Rulebook, comparison: Comparison) -> tuple[Example, ...]:
    found = {}
    for change in comparison.changes:
        answers = smallest(change.witness, lambda answers: _ends(old, answers) != _ends(new, answers))
        found[frozenset(answers.items())] = Example(answers, _ends(old, answers), _ends(new, answers))
    return tuple(sorted(found.values(), key=lambda example: len(example.answers))[:EXAMPLES])


def _ends(rulebook: Rulebook, answers: Answers) -> Outcome:
    asked = {question.id for question in rulebook.questions}
    return outcome({name: choice for name, choice in answers.items() if name in asked}, rulebook)


def _rules(old: Rulebook, new: Rulebook) -> Iterator[RuleChange]:
    before, after = ({rule.id: rule for rule in book.rules} for book in (old, new))
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        if was is None or now is None or _effect(was) != _effect(now):
            what = "added" if was is None else "removed" if now is None else "changed"
            yield RuleChange(name, what, _moved(old, new, was, now))


def _moved(old: Rulebook, new: Rulebook, was: Rule | None, now: Rule | None) -> int:
    """How many answer sets one change alone leads to another outcome. Warnings and cautions move none."""
    moving = deciding(rule for rule in (was, now) if rule is not None)
    return compare(*_alone(old, new, was, now)).changed if moving else 0


def _effect(rule: Rule) -> Rule:
    """The rule without its wording."""
    return replace(rule, because="", sources=(), versions="", demo=None, setting=None, checked=date.min)


def _alone(old: Rulebook, new: Rulebook, was: Rule | None, now: Rule | None) -> tuple[Rulebook, Rulebook]:
    """The old rulebook with the words of both, without and with the one change."""
    base = replace(
        old,
        questions=joint_questions(old, new),
        options=_joined(old.options, new.options),
        aspects=_joined(old.aspects, new.aspects),
        alternatives=_joined(old.alternatives, new.alternatives),
    )
    kept = [now if rule is was else rule for rule in old.rules]
    rules = [rule for rule in kept if rule is not None] + ([now] if was is None and now is not None else [])
    return base, replace(base, rules=tuple(rules))


def _joined(old: Sequence, new: Sequence) -> tuple:  # type: ignore[type-arg]
    known = {entry.id for entry in old}
    return (*old, *(entry for entry in new if entry.id not in known))


def _words(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for kind in ("options", "questions", "alternatives"):
        yield from _sides(kind[:-1], [{entry.id for entry in getattr(book, kind)} for book in (old, new)])
    asked = [{question.id: question for question in book.questions} for book in (old, new)]
    for name in sorted(asked[0].keys() & asked[1].keys()):
        choices = [{choice.id for choice in book[name].choices} for book in asked]
        yield from _sides("choice", choices, f' of "{name}"')


def _sides(kind: str, names: Sequence[set[str]], of: str = "") -> Iterator[str]:
    before, after = names
    yield from (f'The {kind} "{name}"{of} was added.' for name in sorted(after - before))
    yield from (f'The {kind} "{name}"{of} was removed.' for name in sorted(before - after))
