"""The grid of all answer sets over some questions, evaluated block by block.

The first questions are answered one after the other. What an aspect says is worked out as soon as few enough cells
of it are left, and all blocks that follow from there share it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Rulebook
from rules.space.clauses import Clauses, Tables
from rules.space.codes import Codes
from rules.space.ranking import Ranking
from rules.space.spread import Axes, Join, Shape, Table

Ints = NDArray[Any]
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Score:
    """What the rules say about a block of answer sets.

    balances: (options, *cells); out: a bit for every option ruled out; headline: the index of the alternative.
    """

    balances: Ints
    out: Ints
    headline: Ints


@dataclass(frozen=True, slots=True)
class Corner:
    """The part of a grid that is left when its first axes are fixed.

    `heavy` holds the rules of each aspect that is still too large to be weighed, `balances` what the others say.
    """

    shape: Shape
    heavy: tuple[Tables, ...]
    balances: Tables
    out: Tables
    headline: Tables


class Grid:
    """All answer sets of `questions`; what is `known` besides is fixed, and all else is unanswered."""

    def __init__(self, rulebook: Rulebook, questions: Sequence[str], known: Answers | None = None) -> None:
        self.codes = Codes.of(rulebook)
        self.ranking = Ranking.of(rulebook)
        sizes = {question.id: len(question.choices) for question in rulebook.questions}
        self.shape: Shape = tuple(sizes[question] for question in questions)
        axes = Axes(self.shape)
        self.outer = self._outer(axes.last)
        options = len(rulebook.options)
        self._strongest = Join(np.maximum, 0, self.ranking.dtype, (2, options))
        self._add = Join(np.add, 0, self.ranking.dtype, (options,))
        self._or = Join(np.bitwise_or, 0, np.dtype(np.uint8))
        self._first = Join(np.minimum, self.codes.headlines - 1, np.dtype(np.uint8))
        clauses = Clauses(rulebook, questions, axes, known or {})
        self._whole = self._weighed(axes.shape, clauses.aspects, (), clauses.out, clauses.headline)
        self._ways = local()

    def blocks(self) -> Iterator[Shape]:
        """The indices of the outer axes, one block of about `BLOCK` cells each. Quickest in this order."""
        return product(*(range(size) for size in self.shape[: self.outer]))

    def score(self, block: Shape) -> Score:
        """The scores of one block."""
        corner, inner = self._corner(block), self.shape[self.outer :]
        return Score(
            self._add.spread(corner.balances, corner.shape).reshape(-1, *inner),
            self._or.spread(corner.out, corner.shape).reshape(inner),
            self._first.spread(corner.headline, corner.shape).reshape(inner),
        )

    def outcomes(self, block: Shape) -> Ints:
        """The outcome codes of one block."""
        score = self.score(block)
        return self.codes.code(self.ranking.lead(score.balances, score.out), score.headline)

    def _outer(self, last: int) -> int:
        """The first axis that is within a block."""
        axis = last
        while axis and prod(self.shape[axis - 1 :]) <= BLOCK:
            axis -= 1
        return axis

    def _corner(self, fixed: Shape) -> Corner:
        """Where a block begins. Each thread keeps the corners on the way there: the next block shares most of them."""
        if not fixed:
            return self._whole
        path = self._ways.__dict__.setdefault("corners", {})
        if len(fixed) not in path or path[len(fixed)][0] != fixed:
            path[len(fixed)] = fixed, self._cut(self._corner(fixed[:-1]), fixed[-1])
        corner: Corner = path[len(fixed)][1]
        return corner

    def _cut(self, corner: Corner, index: int) -> Corner:
        heavy = tuple(_fixed(tables, index) for tables in corner.heavy)
        others = (_fixed(tables, index) for tables in (corner.balances, corner.out, corner.headline))
        return self._weighed(corner.shape[1:], heavy, *others)

    def _weighed(self, shape: Shape, aspects: tuple[Tables, ...], balances: Tables, *others: Tables) -> Corner:
        """A corner with those aspects weighed that are small enough."""
        axes = [tuple(sorted({axis for table in tables for axis in table.axes})) for tables in aspects]
        light = [prod(shape[axis] for axis in asked) <= max(BLOCK, prod(self.shape[self.outer :])) for asked in axes]
        each = list(zip(aspects, axes, light, strict=True))
        weighed = (self._weigh(tables, asked, shape) for tables, asked, small in each if small)
        return Corner(shape, tuple(tables for tables, _, small in each if not small), (*balances, *weighed), *others)

    def _weigh(self, tables: Tables, axes: Shape, shape: Shape) -> Table:
        """The balance of every option in one aspect."""
        place = {axis: index for index, axis in enumerate(axes)}
        moved = [Table(tuple(place[axis] for axis in table.axes), table.values) for table in tables]
        good, bad = self._strongest.spread(moved, tuple(shape[axis] for axis in axes))
        return Table(axes, np.sign(good - bad) * np.maximum(good, bad))


def _fixed(tables: Tables, index: int) -> Tables:
    return tuple(table.fixed(index) for table in tables)
