"""Lists the outcome of every answer set, one cell each."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Rulebook
from rules.space.coupling import MOST_CELLS
from rules.space.grid import Grid
from rules.space.spread import Shape

Ints = NDArray[Any]


def listing(rulebook: Rulebook, questions: Sequence[str], known: Answers | None = None) -> Ints:
    """The outcome code (`Codes`) of every answer set of `questions`, one axis each; `known` answers are fixed.

    Questions that are in neither stay unanswered.

    Raises:
        ValueError: if that is more than `MOST_CELLS`. Counting (`rules.atlas`) has no such limit.
    """
    grid = Grid(rulebook, questions, known)
    if prod(grid.shape) > MOST_CELLS:
        raise ValueError(f"{prod(grid.shape):,} answer sets are too many to list; at most {MOST_CELLS:,}. Count them.")
    cells = np.empty(grid.shape, grid.codes.dtype)

    def fill(run: Sequence[Shape]) -> None:
        for block in run:
            cells[block] = grid.outcomes(block)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(fill, _runs(list(grid.blocks()))):
            pass
    return cells


def _runs(blocks: Sequence[Shape]) -> Iterator[Sequence[Shape]]:
    """Neighbouring blocks, which share most of the work, a few times as many runs as there are cores."""
    length = max(1, len(blocks) // (_RUNS * (os.cpu_count() or 1)))
    return (blocks[start : start + length] for start in range(0, len(blocks), length))


_RUNS = 8
