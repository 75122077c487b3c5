"""What the unanswered questions can still do: which outcomes are ahead, which questions matter, which to ask next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.space.diagram import Allowed, Counts, Diagram, Level
from rules.space.rows import distinct

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class View:
    """A diagram under some answers. counts: completions that end at each label.

    matters: questions whose answer can change the label, whatever else it takes. doubt: for each open question the
    bits of doubt about the label that are left after its answer, on average over its choices.
    """

    counts: Counts
    matters: frozenset[str]
    doubt: Mapping[str, float]


class Viewer:
    """Looks at a diagram under any answers. Keeps what does not depend on them."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._neighbours: dict[str, Ints] = {}

    def view(self, known: Allowed) -> View:
        """The view under `known` answers."""
        weights = self.diagram.weights(known)
        endings = list(self.diagram.endings(weights))[::-1]
        arrivals = list(self.diagram.arrivals(weights))
        twins = _twins(self.diagram, weights, arrivals)
        matters: set[str] = set()
        doubt: dict[str, float] = {}
        for place, level in enumerate(self.diagram.levels):
            here = np.flatnonzero(arrivals[place])
            ways = np.einsum("s,svl->vl", arrivals[place][here], endings[place + 1][level.steps[here]])
            for question in level.questions:
                if question not in known:
                    doubt[question] = _doubt(level, question, known, ways)
                    if self._differs(level, question, known, twins[place + 1][level.steps[here]]):
                        matters.add(question)
        return View(endings[0][0], frozenset(matters), doubt)

    def _differs(self, level: Level, question: str, known: Allowed, ways: Ints) -> bool:
        """Whether two answers to the question, all else equal, lead on to states that are not the same."""
        one, other = self._pairs(level, question, known)
        return bool((ways[:, one] != ways[:, other]).any())

    def _pairs(self, level: Level, question: str, known: Allowed) -> Ints:
        """The classes of answers that differ in nothing but the question, of shape (2, pairs)."""
        if any(name in known for name in level.questions):
            return _pairs(level, question, known)
        if question not in self._neighbours:
            self._neighbours[question] = _pairs(level, question, {})
        return self._neighbours[question]


def _pairs(level: Level, question: str, known: Allowed) -> Ints:
    axis = level.questions.index(question)
    cells = np.moveaxis(level.cells(known), axis, 0)
    one, other = cells[:-1].ravel(), cells[1:].ravel()
    first, _ = distinct([one, other])
    pairs = np.stack([one[first], other[first]])
    return pairs[:, pairs[0] != pairs[1]]


def _doubt(level: Level, question: str, known: Allowed, ways: Counts) -> float:
    """The mean, over the choices of a question, of the entropy of the label once it is answered, in bits."""
    counts = level.per_choice(question, known) @ ways
    shares = counts / counts.sum(1, keepdims=True)
    return float(-(shares * np.log2(shares, where=shares > 0, out=np.zeros_like(shares))).sum(1).mean())


def _twins(diagram: Diagram, weights: Sequence[Ints], arrivals: Sequence[Counts]) -> list[Ints]:
    """For every level a number for each state that is reached: the same number, the same labels ahead."""
    return list(_twins_backward(diagram, weights, arrivals))[::-1]


def _twins_backward(diagram: Diagram, weights: Sequence[Ints], arrivals: Sequence[Counts]) -> Iterator[Ints]:
    numbers = np.asarray(diagram.ends)
    yield numbers
    for level, weight, reached in zip(*map(reversed, (diagram.levels, weights, arrivals[:-1])), strict=True):
        here = np.flatnonzero(reached)
        ways = numbers[level.steps[np.ix_(here, np.flatnonzero(weight))]]
        numbers = np.zeros(len(level.steps), np.int64)
        numbers[here] = distinct(list(ways.T))[1]
        yield numbers
