"""Lists the outcome of every answer set, one cell each."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Rulebook
from rules.space.coupling import MOST_CELLS
from rules.space.grid import Grid

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

    def fill(block: tuple[int, ...]) -> None:
        cells[block] = grid.outcomes(block)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(fill, grid.blocks()):
            pass
    return cells
