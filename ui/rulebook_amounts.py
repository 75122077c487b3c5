"""Exact counts of answer sets, gathered by what a person asks of them, and how they are said."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules import Rulebook
from rules.atlas import Share

ELSEWHERE = "_elsewhere"
NOTHING = "_nothing"
"""No option can have such an id, because ids begin with a letter or a digit."""


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of some answer sets: those that recommend an option (`slot` is its place among the options), those that
    lead to none of the options (`ELSEWHERE`), or those for which nothing fits (`NOTHING`)."""

    kind: str
    slot: int
    count: int
    whole: int

    @property
    def percent(self) -> str:
        """The share in words. Only what is exactly nothing or all is called 0 or 100."""
        return percent(self.count, self.whole)

    @property
    def width(self) -> str:
        """The share as a length, for a bar."""
        return f"{100 * self.count / self.whole:.4f}%"


def portions(share: Share, rulebook: Rulebook) -> tuple[Portion, ...]:
    """Every option in its order, then none of them, then nothing at all; with 0 where nothing comes out so."""
    kinds = [*(option.id for option in rulebook.options), ELSEWHERE, NOTHING]
    found = dict.fromkeys(kinds, 0)
    for outcome, number in share.items():
        found[outcome.option if outcome.fits and not outcome.instead else _other(outcome.instead)] += number
    whole = sum(found.values())
    return tuple(Portion(kind, slot, found[kind], whole) for slot, kind in enumerate(kinds))


def nearest(share: Share, rulebook: Rulebook) -> tuple[Portion, ...]:
    """Every option with the answer sets in which it is the nearest of all, also where none of them is the answer."""
    found = {option.id: 0 for option in rulebook.options}
    for outcome, number in share.items():
        found[outcome.option] += number
    whole = sum(found.values())
    return tuple(Portion(option, slot, found[option], whole) for slot, option in enumerate(found))


def shown(parts: tuple[Portion, ...]) -> Iterator[Portion]:
    """What is worth a line: every option, and the other two where they happen."""
    return (part for part in parts if part.count or part.kind not in (ELSEWHERE, NOTHING))


def percent(count: int, whole: int) -> str:
    """`count` of `whole` in per cent. Only exactly nothing or all is called 0 or 100."""
    if count in (0, whole):
        return "100 %" if count else "0 %"
    value = 100 * count / whole
    if value > 99.9:
        return "over 99.9 %"
    if value >= 0.1:
        return f"{value:.1f} %"
    return f"{value:.1g} %" if value >= 0.0001 else "under 0.0001 %"


def _other(instead: str | None) -> str:
    return ELSEWHERE if instead else NOTHING
