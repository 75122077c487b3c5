"""Spreads small tables over a large grid and joins them there, so that each axis is paid for once and not per table.

A table over axes (1, 4) of a grid of twelve axes is not broadcast over all of it. The grid grows from its last axis
to its first; a table is joined at its first axis, when the grid is still as small as it can be. Tables that begin at
the same axis are joined among themselves first. The last axes are kept as one, so that the inner loops are long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Values over some axes of a grid, ascending. `values` has shape (*lead, *sizes of the axes)."""

    axes: tuple[int, ...]
    values: Ints

    def at(self, lead: int, fixed: Shape) -> "Table":
        """The table with the first axes of the grid fixed to indices; the others are counted from 0 again."""
        count = len(fixed)
        where = tuple(fixed[axis] for axis in self.axes if axis < count)
        free = tuple(axis - count for axis in self.axes if axis >= count)
        return Table(free, self.values[(slice(None),) * lead + where])

    def over(self, axes: Sequence[int], lead: int) -> Ints:
        """The values with an axis of length 1 for each of `axes` that the table does not have."""
        sizes = dict(zip(self.axes, self.values.shape[lead:], strict=True))
        return self.values.reshape(*self.values.shape[:lead], *(sizes.get(axis, 1) for axis in axes))


@dataclass(frozen=True, slots=True)
class Join:
    """How values are joined: an associative, commutative operation and the value that changes nothing.

    `lead` is the number of leading axes that every table has and that do not belong to the grid.
    """

    operation: np.ufunc
    neutral: int
    dtype: type[np.integer[Any]]
    lead: Shape = ()

    def nothing(self, shape: Shape = ()) -> Ints:
        """An array that changes nothing."""
        return np.full(self.lead + shape, self.neutral, self.dtype)

    def spread(self, tables: Sequence[Table], shape: Shape) -> Ints:
        """All tables joined over the whole grid, of shape (*lead, *shape)."""
        tail = _tail(shape)
        front = shape[:tail]
        tables = [self._with_tail(table, shape, tail) for table in tables]
        grid = self._joined([table for table in tables if table.axes in ((), (tail,))], (tail,), (prod(shape[tail:]),))
        for axis in reversed(range(tail)):
            grid = self._grown(grid, [table for table in tables if table.axes[:1] == (axis,)], (*front, grid.shape[-1]))
        return grid.reshape(*self.lead, *shape)

    def _grown(self, grid: Ints, tables: Sequence[Table], shape: Shape) -> Ints:
        """The grid with one more axis in front, and the tables that begin there joined in."""
        lead = len(self.lead)
        axis = len(shape) - (grid.ndim - lead) - 1
        wide = np.broadcast_to(np.expand_dims(grid, lead), self.lead + shape[axis:])
        if not tables:
            return np.ascontiguousarray(wide)
        axes = tuple(range(axis, len(shape)))
        first, *others = self._gathered(tables, shape, wide.size)
        grown: Ints = self.operation(wide, first.over(axes, lead))
        for table in others:
            self.operation(grown, table.over(axes, lead), out=grown)
        return grown

    def _gathered(self, tables: Sequence[Table], shape: Shape, size: int) -> list[Table]:
        """The tables joined into few, as long as a joined one stays much smaller than the grid."""
        gathered: list[Table] = []
        for table in sorted(tables, key=lambda table: -table.values.size):
            for index, other in enumerate(gathered):
                axes = tuple(sorted({*other.axes, *table.axes}))
                sizes = tuple(shape[axis] for axis in axes)
                if axes == other.axes or prod(sizes) * prod(self.lead) * _MUCH <= size:
                    gathered[index] = Table(axes, self._joined([other, table], axes, sizes))
                    break
            else:
                gathered.append(table)
        return gathered

    def _joined(self, tables: Sequence[Table], axes: Sequence[int], sizes: Shape) -> Ints:
        views = [table.over(axes, len(self.lead)) for table in tables]
        return np.ascontiguousarray(reduce(self.operation, views, self.nothing(sizes)))

    def _with_tail(self, table: Table, shape: Shape, tail: int) -> Table:
        """The table with all of the last axes instead of some of them, as the one axis `tail`."""
        if not table.axes or table.axes[-1] < tail:
            return table
        front = tuple(axis for axis in table.axes if axis < tail)
        axes = (*front, *range(tail, len(shape)))
        sizes = self.lead + tuple(shape[axis] for axis in axes)
        whole = np.broadcast_to(table.over(axes, len(self.lead)), sizes)
        return Table((*front, tail), whole.reshape(*sizes[: len(self.lead) + len(front)], -1))


def _tail(shape: Shape) -> int:
    """The first of the last axes that are kept as one."""
    start = len(shape)
    while start and prod(shape[start:]) < _LONG:
        start -= 1
    return start


_LONG = 256
_MUCH = 4
