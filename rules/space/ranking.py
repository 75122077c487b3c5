"""The ranking in arrays: who leads, given what was added up for each option and which options are ruled out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Rule, Rulebook, Strength

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order in which a tie is broken, and the width of a strong reason in a balance.

    `order` holds option indices, fewest parts first, then the order of the rulebook. A balance is
    `strong * unit + slight`, as in `rules.scale`; `most` is the largest that there can be.
    """

    order: tuple[int, ...]
    unit: int
    most: int

    @classmethod
    def of(cls, rulebook: Rulebook) -> "Ranking":
        """The ranking of a rulebook."""
        parts = [len(option.parts) for option in rulebook.options]
        unit = 2 * len(rulebook.aspects) + 1
        return cls(tuple(sorted(range(len(parts)), key=parts.__getitem__)), unit, len(rulebook.aspects) * unit)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The smallest type that holds every balance, and what `lead` makes of it."""
        return np.result_type(np.int16, np.min_scalar_type(-(3 * self.most + 2) * len(self.order)))

    @property
    def everyone(self) -> int:
        """The mask in which all options are ruled out."""
        return (1 << len(self.order)) - 1

    def weight(self, rule: Rule) -> int:
        """What a rule that speaks for or against counts."""
        return self.unit if rule.strength is Strength.STRONG else 1

    def lead(self, balances: Ints, out: Ints) -> Ints:
        """The ranking code of each cell: the leader, plus the number of options where all of them are ruled out.

        `balances` has shape (options, *cells), `out` has shape cells and a bit for every option that is ruled out.
        One that is ruled out falls behind all others, all of them by the same distance: if nobody is left, the best
        of them still leads.
        """
        wide = np.int16 if balances.dtype == np.int16 else np.int64
        keys = balances * wide(len(self.order))
        behind = keys.dtype.type((2 * self.most + 1) * len(self.order))
        for place, option in enumerate(self.order):
            keys[option] -= place + (out >> option & 1) * behind
        best = keys.max(0)
        leader: Ints = (out == self.everyone) * np.uint8(len(self.order))
        for option in self.order:
            leader += (keys[option] == best) * np.uint8(option)
        return leader
