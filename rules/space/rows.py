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
    first, number = np.unique(key, return_index=True, return_inverse=True)[1:]
    return first, number


def _ranked(key: Ints) -> tuple[Ints, int]:
    """The same rows told apart by smaller numbers."""
    values, ranks = np.unique(key, return_inverse=True)
    return ranks.astype(np.int64), len(values)


_WIDEST = 2**62
