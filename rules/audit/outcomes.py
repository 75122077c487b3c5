"""Answer sets for which there is no outcome, or one that only the order of the options decides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.audit.holding import holds
from rules.audit.quoted import answer_sets, answers_in_words, quoted
from rules.audit.witness import fewest
from rules.model import Answers, Option, Rulebook
from rules.recommendation import Outcome
from rules.space.batch import Cells, Ints, batch
from rules.space.compare import Change, compare


def no_outcome(atlas: Atlas) -> Iterator[Finding]:
    """Answers that rule out every option, without any rule that says where to look instead."""
    rulebook = atlas.rulebook
    missing = {end: count for end, count in atlas.shares().items() if _is_none(end)}
    if not missing:
        return
    codes = [atlas.codes.of_outcome(Outcome(option.id, None, False)) for option in rulebook.options]
    example = atlas.example(next(iter(missing))) or {}
    witness = fewest(rulebook, example, lambda cells: np.isin(batch(rulebook).outcomes(cells), codes))
    involved = tuple(rule.id for rule in rulebook.rules if rule.rules_out and holds(rule, witness))
    yield Finding(
        gate=Gate.NO_OUTCOME,
        says=f"Where {answers_in_words(witness)}, every option is ruled out and no rule says strongly where to look "
        f"instead. No outcome in {answer_sets(sum(missing.values()))}. Ruled out by: {quoted(involved)}. Narrow one of "
        "these, or let a rule look elsewhere.",
        place=rulebook.places.get(("rule", involved[0])),
        witness=witness,
        rules=involved,
    )


def order_decides(rulebook: Rulebook) -> Iterator[Finding]:
    """Answers where two options are level in everything, so that their order in the file decides."""
    for number, option in enumerate(rulebook.options):
        if any(len(option.parts) == len(earlier.parts) for earlier in rulebook.options[:number]):
            yield from _level(rulebook, option)


def _level(rulebook: Rulebook, option: Option) -> Iterator[Finding]:
    """The earlier options that lead only because they stand before this one."""
    others = tuple(other for other in rulebook.options if other is not option)
    turned = replace(rulebook, options=(option, *others))
    overtaken: dict[str, list[Change]] = {}
    for change in compare(rulebook, turned).changes:
        overtaken.setdefault(change.before.option, []).append(change)
    for earlier in filter(overtaken.__contains__, (other.id for other in others)):
        changes, tied = overtaken[earlier], _leading((earlier, option.id), (rulebook, turned))
        number = answer_sets(sum(change.count for change in changes))
        yield _tie(rulebook, (earlier, option.id), number, fewest(rulebook, changes[0].witness, tied))


def _tie(rulebook: Rulebook, options: tuple[str, str], number: str, witness: Answers) -> Finding:
    one, other = options
    begins = "" if witness else "It is so before anything is answered. "
    return Finding(
        gate=Gate.ORDER_DECIDES,
        says=f'In {number} "{one}" leads and "{other}" is level with it in everything, also in the number of parts. '
        f"{begins}Only their order in the file decides. Let a rule tell them apart, or name all of their parts.",
        place=rulebook.places.get(("option", other)),
        witness=witness,
    )


def _leading(options: Sequence[str], rulebooks: Sequence[Rulebook]) -> Callable[[Cells], Ints]:
    """Whether each of the options leads in its rulebook."""
    pairs = list(zip(options, rulebooks, strict=True))
    return lambda cells: np.logical_and.reduce([_leads(option, rulebook, cells) for option, rulebook in pairs])


def _leads(option: str, rulebook: Rulebook, cells: Cells) -> Ints:
    """Whether an option leads, be it only as the nearest."""
    tables = batch(rulebook)
    leader = tables.outcomes(cells) % tables.codes.rankings % len(rulebook.options)
    found: Ints = leader == tables.codes.options.index(option)
    return found


def _is_none(end: Outcome) -> bool:
    return not end.fits and not end.instead
