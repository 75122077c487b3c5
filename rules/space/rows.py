"""Finds the distinct rows of a table of integers, exactly and without sorting whole rows."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


def distinct(columns: Iterable[Ints]) -> tuple[Ints, Ints]:
    """(index of one row for each distinct row, number of the distinct row for each row). `columns` are the table."""
    key, width = np.zeros(1, np.int64), 1
    for column in columns:
        if not column.size:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        low, high = int(column.min()), int(column.max())
        span = high - low + 1
        if width * span > _WIDEST:
            key, width = _ranked(key)
        key = key * span + (column.astype(np.int64) - low)
        width *= span
    if width <= _ROOMY * len(key):
        return _marked(key, width)
    first, number = np.unique(key, return_index=True, return_inverse=True)[1:]
    return first, number


def _marked(key: Ints, width: int) -> tuple[Ints, Ints]:
    """The same for numbers below `width`. Where that is not much more than the rows, it is quicker than sorting."""
    where = np.full(width, -1)
    where[key[::-1]] = np.arange(len(key))[::-1]
    seen = np.flatnonzero(where >= 0)
    number = np.empty(width, np.int64)
    number[seen] = np.arange(len(seen))
    return where[seen], number[key]


def _ranked(key: Ints) -> tuple[Ints, int]:
    """The same rows told apart by smaller numbers."""
    values, ranks = np.unique(key, return_inverse=True)
    return ranks.astype(np.int64), len(values)


_WIDEST = 2**62
_ROOMY = 4
