"""A layered diagram: answers lead from level to level, and where they end is the outcome.

A level is a group of questions that are answered together. A state is all that the answers so far can still mean for
the outcome; two beginnings that no further answers can tell apart share one. So thousands of states stand for more
answer sets than could ever be listed, and counting them is one pass over the levels.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Counts = NDArray[Any]
Allowed = Mapping[str, Sequence[int]]
"""Question id -> indices of the choices that are looked at. A question that is missing may have any."""


@dataclass(frozen=True, slots=True)
class Level:
    """Questions answered together.

    `classes` has one axis for each question; cells of one class lead the same way from every state. `steps` has shape
    (states, classes) and holds the state of the next level.
    """

    questions: tuple[str, ...]
    classes: Ints
    steps: Ints

    def weights(self, allowed: Allowed) -> Ints:
        """How many allowed answers each class has."""
        return np.bincount(self.cells(allowed).ravel(), minlength=self.steps.shape[1])

    def cells(self, allowed: Allowed) -> Ints:
        """The classes of the answers that are allowed. Every question keeps its axis."""
        cells = self.classes
        for axis, question in enumerate(self.questions):
            if question in allowed:
                cells = cells.take(allowed[question], axis)
        return cells

    def per_choice(self, question: str, allowed: Allowed) -> Ints:
        """(choices, classes): how many allowed answers with that choice each class has."""
        cells = np.moveaxis(self.cells(allowed), self.questions.index(question), 0)
        classes = self.steps.shape[1]
        rows = np.arange(len(cells)).repeat(cells[0].size) * classes + cells.ravel()
        return np.bincount(rows, minlength=classes * len(cells)).reshape(-1, classes)


@dataclass(frozen=True, slots=True)
class Diagram:
    """Levels from the single first state to the last ones, which carry a label below `labels`."""

    levels: tuple[Level, ...]
    ends: Ints
    labels: int

    @property
    def size(self) -> int:
        """How many answer sets it stands for."""
        return prod(int(level.classes.size) for level in self.levels)

    @property
    def states(self) -> int:
        """How many states it has."""
        return len(self.ends) + sum(len(level.steps) for level in self.levels)

    def weights(self, allowed: Allowed) -> tuple[Ints, ...]:
        """For every level how many allowed answers each class has."""
        return tuple(level.weights(allowed) for level in self.levels)

    def count(self, allowed: Allowed) -> Counts:
        """How many of the allowed answer sets end at each label, exactly."""
        *_, first = self.endings(self.weights(allowed), exact=True)
        counts: Counts = first[0]
        return counts

    def count_each(self, allowed: Allowed) -> Mapping[str, Counts]:
        """Question id -> (choices, labels), how many answer sets with that choice end at each label, exactly.

        Every question is looked at with all of its choices; only the others are held to what is allowed.
        """
        weights = self.weights(allowed)
        endings = list(self.endings(weights, exact=True))[::-1]
        found: dict[str, Counts] = {}
        for level, arrivals, after in zip(self.levels, self.arrivals(weights, exact=True), endings[1:], strict=False):
            ways = np.tensordot(arrivals, after[level.steps], 1)
            for question in level.questions:
                others = {name: choices for name, choices in allowed.items() if name != question}
                found[question] = level.per_choice(question, others).astype(ways.dtype) @ ways
        return found

    def endings(self, weights: Sequence[Ints], *, exact: bool = False) -> Iterator[Counts]:
        """From the last level to the first: (states, labels), how many completions of a state end at each label."""
        dtype = _dtype(self.size) if exact else np.float64
        found = np.eye(self.labels, dtype=dtype)[self.ends]
        yield found
        for level, weight in zip(reversed(self.levels), reversed(weights), strict=True):
            used = np.flatnonzero(weight)
            found = weight[used].astype(dtype) @ found[level.steps[:, used]]
            yield found

    def arrivals(self, weights: Sequence[Ints], *, exact: bool = False) -> Iterator[Counts]:
        """From the first level to the last: how many beginnings lead to each state."""
        found: Counts = np.ones(1, _dtype(self.size) if exact else np.float64)
        yield found
        for level, weight, after in zip(self.levels, weights, self._sizes[1:], strict=True):
            used = np.flatnonzero(weight)
            ways = found[:, None] * weight[used].astype(found.dtype)
            found = np.zeros(after, found.dtype)
            np.add.at(found, level.steps[:, used].ravel(), ways.ravel())
            yield found

    @property
    def _sizes(self) -> list[int]:
        return [*(len(level.steps) for level in self.levels), len(self.ends)]


def _dtype(size: int) -> Any:
    """Numbers that hold the count exactly: 64 bits where that is enough, else as long as need be."""
    return np.int64 if size < 2**62 else object
