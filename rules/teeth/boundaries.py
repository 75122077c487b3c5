"""Finds few answer sets under which people see the mistakes that other cases let pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rules.space.batch import UNKNOWN, Cells
from rules.teeth.cover import Offers, chosen, needed
from rules.teeth.mutants import Mutant
from rules.teeth.neighbourhood import around, named, ordered
from rules.teeth.proof import touched, unseen, witness
from rules.teeth.sight import Flags, Ints, Sight
from rules.teeth.suite import seen

MOST = 3
"""How many answers beside those of the rule itself are tried."""
ENOUGH = 1_000
"""How many answer sets are offered for one mistake, the shortest."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Cells, and what they are for: (cells, mutants), where people would see the mistake."""

    cells: Cells
    mutants: tuple[Mutant, ...]
    seen: Flags


def boundaries(sight: Sight, mutants: Sequence[Mutant], kept: Cells) -> Boundaries:
    """Answer sets that let people see all of these mutants, none of which can be left out. `kept` ones of use stay.

    Mutants that nobody can see on any complete answer set are left out.
    """
    shown = _seen(sight, mutants, kept)
    left = [m for m, each in zip(mutants, np.any(shown, 0).tolist(), strict=True) if not each and not unseen(sight, m)]
    cells = _distinct(np.concatenate([kept, *(candidates(sight, mutant) for mutant in left)]))
    shown = _seen(sight, mutants, cells)
    ends = np.arange(len(cells)).repeat(2).reshape(-1, 2)
    taken = chosen(Offers(ends, shown, shown & False, (cells >= 0).sum(1)), len(kept))
    rest = needed(ends[: len(taken)], shown[taken], len(taken))
    found = np.array(taken, int)[rest]
    fresh = found >= len(kept)
    short = cells[found]
    short[fresh] = _shortened(sight, mutants, short[fresh], _first(shown[found])[fresh])
    short = ordered(short)
    return Boundaries(short, tuple(mutants), _seen(sight, mutants, short))


def candidates(sight: Sight, mutant: Mutant) -> Cells:
    """Answer sets, the shortest first, under which people see the mistake."""
    near = named(touched(sight, mutant))
    for most in range(MOST + 1):
        cells = around(sight.batch, near, most)
        found: Cells = cells[seen(sight, mutant, sight.view(cells))]
        if len(found) and most >= min(2, MOST):
            break
    return found[:ENOUGH] if len(found) else _witness(sight, mutant)


def _witness(sight: Sight, mutant: Mutant) -> Cells:
    """A proven answer set under which people see the mistake, without the answers that do not matter to that."""
    whole = witness(sight, mutant)
    if whole is None:
        return sight.batch.cells([])
    return _shortened(sight, [mutant], sight.batch.cells([whole]), np.ones((1, 1), bool))


def _shortened(sight: Sight, mutants: Sequence[Mutant], cells: Cells, shows: Flags) -> Cells:
    """The cells without the answers that can be left out while each still shows what it must, `shows`."""
    short = cells.copy()
    for row, here in enumerate(shows):
        must = [mutants[number] for number in np.flatnonzero(here).tolist()]
        for column in reversed(np.flatnonzero(cells[row] >= 0).tolist()):
            less = short[row : row + 1].copy()
            less[0, column] = UNKNOWN
            if _seen(sight, must, less).all():
                short[row] = less[0]
    return short


def _first(shown: Flags) -> Flags:
    """For every mutant only the first cell that shows it."""
    first: Flags = shown & (np.cumsum(shown, 0) == 1)
    return first


def _seen(sight: Sight, mutants: Sequence[Mutant], cells: Cells) -> Flags:
    view = sight.view(cells)
    rows = [seen(sight, mutant, view) for mutant in mutants]
    return np.array(rows, bool).reshape(len(mutants), len(cells)).T


def _distinct(cells: Cells) -> Cells:
    """Every cell once, in the order of the first of each."""
    first: Ints = np.unique(cells, axis=0, return_index=True)[1]
    found: Cells = cells[np.sort(first)]
    return found
