"""Chooses few things that do all that is to be done: greedily first, then without whatever can be left out."""

from dataclasses import dataclass

import numpy as np

from rules.teeth.sight import Flags, Ints


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be taken.

    ends: (offers, 2), the things that an offer needs (twice the same for a single one); done: (offers, duties); bonus:
    (offers, duties), what makes one of two equal offers the better one; length: what makes it the worse one.
    """

    ends: Ints
    done: Flags
    bonus: Flags
    length: Ints

    @classmethod
    def none(cls, duties: int) -> "Offers":
        """No offers."""
        nothing = np.zeros((0, duties), bool)
        return cls(np.zeros((0, 2), np.int64), nothing, nothing, np.zeros(0, np.int64))


def chosen(offers: Offers, had: int) -> list[int]:
    """Things that do together all that the offers can do, with the first `had` of them. Always the same ones.

    The offer that does most for each thing that it adds is taken first; of equal ones the one with more bonus, then
    the shorter, then the earlier one.
    """
    taken = np.arange(max(had, int(offers.ends.max(initial=-1)) + 1)) < had
    left: Flags = np.any(offers.done, 0) & ~np.any(offers.done[taken[offers.ends].all(1)], 0)
    while left.any():
        best = offers.ends[_value(offers, taken, left).argmax()]
        taken[best] = True
        left = left & ~offers.done[taken[offers.ends].all(1)].any(0)
    return np.flatnonzero(taken).tolist()


def needed(ends: Ints, done: Flags, count: int) -> list[int]:
    """Of `count` things those that are kept when every one that can be left out is, the last ones first."""
    kept = np.ones(count, bool)
    whole = done.any(0)
    for thing in reversed(range(count)):
        kept[thing] = False
        kept[thing] = not (done[kept[ends].all(1)].any(0) == whole).all()
    return np.flatnonzero(kept).tolist()


def _value(offers: Offers, taken: Flags, left: Flags) -> Ints:
    added = (~taken[offers.ends]).sum(1) - ((offers.ends[:, 0] == offers.ends[:, 1]) & ~taken[offers.ends[:, 0]])
    gain = offers.done[:, left].sum(1, dtype=np.int64) * 2 // np.maximum(added, 1)
    bonus = offers.bonus[:, left].sum(1, dtype=np.int64)
    value: Ints = (gain * _SCALE + bonus) * _SCALE - offers.length
    value[offers.done[:, left].sum(1) == 0] = -1
    return value


_SCALE = 10_000
