"""Spreads small tables over a large grid and joins them there, so that each axis is paid for once and not per table.

A table over axes (1, 4) of a grid of twelve axes is not broadcast over all of it. The grid grows from its last axis
to its first; a table is joined at its first axis, when the grid is still as small as it can be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Flags = NDArray[np.bool_]
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Values over some axes of a grid, ascending. `values` has shape (*lead, *sizes of the axes)."""

    axes: tuple[int, ...]
    values: Ints

    def fixed(self, index: int) -> "Table":
        """The table with the first axis of the grid fixed; the other axes are counted from 0 again."""
        lead = self.values.ndim - len(self.axes)
        values = self.values[(slice(None),) * lead + (index,)] if self.axes[:1] == (0,) else self.values
        return Table(tuple(axis - 1 for axis in self.axes if axis), values)

    def over(self, axes: Sequence[int]) -> Ints:
        """The values with an axis of length 1 for each of `axes` that the table does not have."""
        lead = self.values.ndim - len(self.axes)
        sizes = dict(zip(self.axes, self.values.shape[lead:], strict=True))
        return self.values.reshape(*self.values.shape[:lead], *[sizes.get(axis, 1) for axis in axes])


@dataclass(frozen=True, slots=True)
class Join:
    """How values are joined: an associative, commutative operation and the value that changes nothing.

    `lead` is the shape of what every cell has: () for a number, (3,) for a number for each of three options.
    """

    operation: np.ufunc
    neutral: int
    dtype: np.dtype[Any]
    lead: Shape = ()

    def spread(self, tables: Iterable[Table], shape: Shape) -> Ints:
        """All tables joined over the whole grid, of shape (*lead, *shape)."""
        axes = range(len(shape))
        grid, covered = self._nothing(len(shape)), frozenset[int]()
        for table in sorted(tables, key=lambda table: table.axes[:1] or (len(shape),), reverse=True):
            within = covered.issuperset(table.axes)
            covered |= covered.union(table.axes)
            grid = self.operation(grid, table.over(axes), out=grid if within else None)
        return grid if len(covered) == len(shape) else np.broadcast_to(grid, self.lead + shape)

    def _nothing(self, axes: int) -> Ints:
        return np.full(self.lead + (1,) * axes, self.neutral, self.dtype)


class Axes:
    """The axes of a grid: one for each of the first questions, and a last one for all others together.

    So the innermost loops are long, however few choices a question has.
    """

    def __init__(self, sizes: Shape) -> None:
        self._sizes = sizes
        self.last = len(sizes)
        while self.last and prod(sizes[self.last :]) < _LONG:
            self.last -= 1
        self.shape: Shape = (*sizes[: self.last], prod(sizes[self.last :]))

    def table(self, flags: dict[int, Flags], value: Ints, silent: int = 0) -> Table:
        """`value` where all flags (question by number -> its choices) are set, `silent` elsewhere."""
        axes = tuple(axis for axis in sorted(flags) if axis < self.last)
        factors = [flags[axis] for axis in axes]
        if any(axis >= self.last for axis in flags):
            axes += (self.last,)
            factors.append(self._together(flags))
        holds = reduce(np.logical_and.outer, factors, np.array(True))
        return Table(axes, np.where(holds, value.reshape(value.shape + (1,) * holds.ndim), value.dtype.type(silent)))

    def _together(self, flags: dict[int, Flags]) -> Flags:
        """The flags of the last questions over their joint axis."""
        each = (flags.get(axis, np.ones(size, bool)) for axis, size in enumerate(self._sizes) if axis >= self.last)
        joint: Flags = reduce(np.logical_and.outer, each).ravel()
        return joint


_LONG = 256
