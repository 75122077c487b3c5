"""What the unanswered questions can still do: which outcomes are ahead, which questions matter, which to ask next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.space.diagram import Allowed, Counts, Diagram, Level
from rules.space.rows import distinct

Ints = NDArray[Any]
Known = tuple[tuple[str, tuple[int, ...]], ...]
MOST_KEPT = 1024


@dataclass(frozen=True, slots=True)
class View:
    """A diagram under some answers. counts: completions that end at each label.

    spans: for each answered question, by choice, whether completions that have it instead end at more than one label.
    matters: questions whose answer can change the label, whatever else it takes. doubt: for each open question the
    bits of doubt about the label that are left after its answer, on average over its choices.
    """

    counts: Counts
    spans: Mapping[str, Ints]
    matters: frozenset[str]
    doubt: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Glance:
    """A level under answers to its own questions.

    weights: how many allowed answers each class has; used: the classes that have any; choices: for each open question
    (choices, classes), the same with each choice; pairs: for each, the classes of answers that differ in nothing else;
    instead: for each answered question (choices, classes), how many each class has with that choice in its place.
    """

    weights: Ints
    used: Ints
    choices: Mapping[str, Ints]
    pairs: Mapping[str, Ints]
    instead: Mapping[str, Ints]


class Viewer:
    """Looks at a diagram under any answers. What was seen of a level is kept: its questions have few answers."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._glance = lru_cache(MOST_KEPT)(self._look)

    def view(self, known: Allowed) -> View:
        """The view under `known` answers."""
        levels = self.diagram.levels
        glances = [self._glance(place, _own(level, known)) for place, level in enumerate(levels)]
        weights = [glance.weights for glance in glances]
        endings = list(self.diagram.endings(weights))[::-1]
        arrivals = list(self.diagram.arrivals(weights))
        twins = list(_twins(self.diagram, glances))[::-1]
        counts: dict[str, Counts] = {}
        spans: dict[str, Ints] = {}
        matters: set[str] = set()
        for place, (level, glance) in enumerate(zip(levels, glances, strict=True)):
            here = np.flatnonzero(arrivals[place])
            after = level.steps[here]
            ways = np.tensordot(arrivals[place][here], endings[place + 1][after], 1)
            counts |= {question: choices @ ways for question, choices in glance.choices.items()}
            spans |= {question: ((choices @ ways) > 0).sum(1) > 1 for question, choices in glance.instead.items()}
            matters |= _differing(glance, twins[place + 1][after])
        return View(endings[0][0], spans, frozenset(matters), _doubts(counts))

    def _look(self, place: int, known: Known) -> Glance:
        level, allowed = self.diagram.levels[place], dict(known)
        weights = level.weights(allowed)
        asked = [question for question in level.questions if question not in allowed]
        choices = {question: level.per_choice(question, allowed).astype(float) for question in asked}
        pairs = {question: _pairs(level, question, allowed) for question in asked}
        instead = {name: level.per_choice(name, _without(allowed, name)).astype(float) for name in allowed}
        return Glance(weights, np.flatnonzero(weights), choices, pairs, instead)


def _own(level: Level, known: Allowed) -> Known:
    return tuple((question, tuple(known[question])) for question in level.questions if question in known)


def _without(allowed: Allowed, question: str) -> Allowed:
    return {name: choices for name, choices in allowed.items() if name != question}


def _pairs(level: Level, question: str, known: Allowed) -> Ints:
    """The classes of answers that differ in nothing but the question, of shape (2, pairs)."""
    axis = level.questions.index(question)
    cells = np.moveaxis(level.cells(known), axis, 0)
    one, other = cells[:-1].ravel(), cells[1:].ravel()
    first, _ = distinct([one, other])
    pairs = np.stack([one[first], other[first]])
    return pairs[:, pairs[0] != pairs[1]]


def _differing(glance: Glance, ways: Ints) -> set[str]:
    """The questions of which two answers, all else equal, lead on to states that are not the same."""
    return {question for question, (one, other) in glance.pairs.items() if (ways[:, one] != ways[:, other]).any()}


def _doubts(counts: Mapping[str, Counts]) -> dict[str, float]:
    """For each question the mean, over its choices, of the entropy of the label once it is answered, in bits."""
    if not counts:
        return {}
    rows = np.concatenate(list(counts.values()))
    shares = rows / rows.sum(1, keepdims=True)
    bits = -(shares * np.log2(shares, where=shares > 0, out=np.zeros_like(shares))).sum(1)
    sizes = [len(each) for each in counts.values()]
    means = np.add.reduceat(bits, np.cumsum([0, *sizes[:-1]])) / sizes
    return dict(zip(counts, means.tolist(), strict=True))


def _twins(diagram: Diagram, glances: Sequence[Glance]) -> Iterator[Ints]:
    """From the last level a number for each state: the same number means the same labels, whatever follows."""
    numbers, width = np.asarray(diagram.ends), diagram.labels
    yield numbers
    for level, glance in zip(reversed(diagram.levels), reversed(glances), strict=True):
        if width ** len(glance.used) > _WIDEST:
            numbers = np.unique(numbers, return_inverse=True)[1]
            width = len(numbers)
        ways = numbers[level.steps[:, glance.used]]
        numbers, width = _told_apart(ways, width)
        yield numbers


def _told_apart(ways: Ints, width: int) -> tuple[Ints, int]:
    """A number for each row of numbers below `width`, and what it is below."""
    columns = ways.shape[1]
    if width**columns > _WIDEST:
        return distinct(list(ways.T))[1], len(ways)
    return ways @ np.array([width**column for column in range(columns)]), width**columns


_WIDEST = 2**62
