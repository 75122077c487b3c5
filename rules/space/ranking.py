"""The ranking in arrays: who leads, given what was added up for each option and which options are ruled out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Rulebook

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order in which a tie is broken, and the width of a strong reason in a balance.

    `order` holds option indices, fewest parts first, then the order of the rulebook. A balance is
    `strong * unit + slight`, as in `rules.scale`.
    """

    order: tuple[int, ...]
    unit: int

    @classmethod
    def of(cls, rulebook: Rulebook) -> "Ranking":
        """The ranking of a rulebook."""
        parts = [len(option.parts) for option in rulebook.options]
        return cls(tuple(sorted(range(len(parts)), key=parts.__getitem__)), 2 * len(rulebook.aspects) + 1)

    @property
    def everyone(self) -> int:
        """The mask in which all options are ruled out."""
        return (1 << len(self.order)) - 1

    def lead(self, balances: Ints, out: Ints) -> Ints:
        """The ranking code of each cell: the leader, plus the number of options where all of them are ruled out.

        `balances` has shape (options, *cells), `out` has shape cells and a bit for every option that is ruled out.
        """
        nobody = out == self.everyone
        barred = np.where(nobody, 0, out) if nobody.any() else out
        barring = int(np.bitwise_or.reduce(barred, axis=None))
        leader = np.zeros(out.shape, np.uint8)
        best = np.full(out.shape, _LOWEST, balances.dtype)
        for option in self.order:
            balance = balances[option]
            if bar := barring & (1 << option):
                balance = np.where(barred & bar, _LOWEST, balance)
            ahead = balance > best
            np.copyto(leader, option, where=ahead)
            np.maximum(best, balance, out=best)
        leader[nobody] += len(self.order)
        return leader


_LOWEST = np.int16(-(2**15))
