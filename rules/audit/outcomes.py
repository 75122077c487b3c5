"""Answer sets for which there is no outcome, or one that only the order of the options decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.audit.witness import smallest
from rules.evaluate import outcome
from rules.model import Answers, Rulebook
from rules.recommendation import Outcome
from rules.space.compare import Change, compare


def no_outcome(atlas: Atlas) -> Iterator[Finding]:
    """Answers that rule out every option, without any rule that says where to look instead."""
    rulebook = atlas.rulebook
    missing = {end: count for end, count in atlas.shares().items() if _is_none(end)}
    if not missing:
        return
    example = atlas.example(next(iter(missing))) or {}
    witness = smallest(example, lambda answers: _is_none(outcome(answers, rulebook)))
    says = f"In {sum(missing.values()):,} answer sets every option is ruled out and no rule says where to look instead."
    involved = tuple(rule.id for rule in rulebook.rules if rule.rules_out and set(rule.when) <= set(witness))
    place = rulebook.places.get(("rule", involved[0])) if involved else None
    yield Finding(gate=Gate.NO_OUTCOME, says=says, place=place, witness=witness, rules=involved)


def order_decides(rulebook: Rulebook) -> Iterator[Finding]:
    """Answers where two options are level in everything, so that their order in the file decides."""
    parts = [len(option.parts) for option in rulebook.options]
    if len(set(parts)) == len(parts):
        return
    turned = replace(rulebook, options=rulebook.options[::-1])
    ties: dict[tuple[str, str], list[Change]] = {}
    for change in compare(rulebook, turned).changes:
        ties.setdefault((change.before.option, change.after.option), []).append(change)
    for (one, other), changes in ties.items():
        yield Finding(
            gate=Gate.ORDER_DECIDES,
            says=f'"{one}" and "{other}" are level in {sum(change.count for change in changes):,} answer sets, also in '
            "their parts. Only their order in the file decides. Let a rule tell them apart, or name their parts.",
            place=rulebook.places.get(("option", other)),
            witness=smallest(changes[0].witness, _Tied((one, other), rulebook, turned)),
        )


def _is_none(end: Outcome) -> bool:
    return not end.fits and not end.instead


@dataclass(frozen=True)
class _Tied:
    """Whether the one option leads in the one order of the file and the other in the other."""

    options: tuple[str, str]
    rulebook: Rulebook
    turned: Rulebook

    def __call__(self, answers: Answers) -> bool:
        return (outcome(answers, self.rulebook).option, outcome(answers, self.turned).option) == self.options
