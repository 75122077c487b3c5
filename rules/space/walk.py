"""Walks several diagrams side by side, level by level: to count joint outcomes, to compare, and to find a witness.

All diagrams of a walk have the same levels (the same groups of questions in the same order).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.space.diagram import Allowed, Diagram, Level
from rules.space.rows import distinct
from rules.space.scores import count_with

Ints = NDArray[Any]
Flags = NDArray[np.bool_]
Cell = Mapping[str, int]
"""Question id -> index of a choice."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The answers of one level, told apart only as far as some diagram does.

    classes: (letters, diagrams); weights: how many answers each letter stands for; cells: one of them, as indices
    of choices, of shape (letters, questions).
    """

    classes: Ints
    weights: Ints
    cells: Ints


@dataclass(frozen=True, slots=True)
class Front:
    """The states that a walk has reached, of shape (states, diagrams), and how many beginnings lead to each."""

    states: Ints
    counts: Ints
    steps: tuple[tuple[Ints, Ints], ...] = ()
    """For every level and state: the state before and the letter."""


Keep = Callable[[int, Ints], Flags]
"""(index of the level that comes next, states) -> the states to go on with."""


def letters(levels: Sequence[Level], allowed: Allowed) -> Letters:
    """The letters of one level of several diagrams."""
    tables = [level.cells(allowed) for level in levels]
    first, number = distinct([table.ravel() for table in tables])
    where = np.stack(np.unravel_index(first, tables[0].shape), 1)
    cells = _choices(levels[0].questions, where, allowed)
    return Letters(np.stack([table.ravel()[first] for table in tables], 1), np.bincount(number), cells)


def walk(diagrams: Sequence[Diagram], alphabet: Sequence[Letters], keep: Keep | None = None, *, exact: bool) -> Front:
    """From the first states to the last. `exact` counts in integers of any size; else counts are floats."""
    front = Front(np.zeros((1, len(diagrams)), np.int64), _ones(diagrams[0].size, exact=exact))
    for place, used in enumerate(alphabet):
        front = _stepped(front, [diagram.levels[place] for diagram in diagrams], used)
        if keep:
            front = _kept(front, keep(place + 1, front.states))
        if not len(front.states):
            break
    return front


def product(diagrams: Sequence[Diagram]) -> tuple[Diagram, Ints]:
    """One diagram for several, and what its labels stand for: (labels, diagrams), the label of each of them."""
    states = np.zeros((1, len(diagrams)), np.int64)
    levels = []
    for parts in zip(*(diagram.levels for diagram in diagrams), strict=True):
        first, number = distinct([part.classes.ravel() for part in parts])
        count_with(len(states) * len(first))
        used = np.stack([part.classes.ravel()[first] for part in parts], 1)
        reached = [part.steps[states[:, c]][:, used[:, c]].ravel() for c, part in enumerate(parts)]
        source, steps = distinct(reached)
        states = np.stack([column[source] for column in reached], 1)
        shape = parts[0].classes.shape
        levels.append(Level(parts[0].questions, number.reshape(shape), steps.reshape(-1, len(first))))
    ends = np.stack([diagram.ends[states[:, column]] for column, diagram in enumerate(diagrams)], 1)
    first, number = distinct(list(ends.T))
    return Diagram(tuple(levels), number, len(first)), ends[first]


def labels(diagrams: Sequence[Diagram], front: Front) -> Ints:
    """The labels where a walk ended, of shape (states, diagrams)."""
    return np.stack([diagram.ends[front.states[:, column]] for column, diagram in enumerate(diagrams)], 1)


def path(diagram: Diagram, alphabet: Sequence[Letters], front: Front, state: int) -> dict[str, int]:
    """One answer set that leads to a state of the front."""
    found: dict[str, int] = {}
    for level, used, (before, letter) in reversed(list(zip(diagram.levels, alphabet, front.steps, strict=True))):
        found |= dict(zip(level.questions, map(int, used.cells[letter[state]]), strict=True))
        state = int(before[state])
    return found


def twins(diagrams: Sequence[Diagram], alphabet: Sequence[Letters]) -> list[list[Ints]]:
    """For every level and diagram a number for each state: the same number means the same labels, whatever follows."""
    numbers = [np.asarray(diagram.ends) for diagram in diagrams]
    found = [numbers]
    for place in reversed(range(len(alphabet))):
        rows = [
            after[diagram.levels[place].steps[:, alphabet[place].classes[:, column]]]
            for column, (diagram, after) in enumerate(zip(diagrams, numbers, strict=True))
        ]
        numbers = _numbered(rows)
        found.append(numbers)
    return found[::-1]


def _numbered(rows: Sequence[Ints]) -> list[Ints]:
    """A number for each distinct row, the same in all of the tables."""
    table = np.concatenate(rows)
    wide = table.shape[1] > len(table)
    number = _known(np.ascontiguousarray(table)) if wide else distinct(list(table.T))[1]
    return np.split(number, np.cumsum([len(each) for each in rows])[:-1])


def _known(table: Ints) -> Ints:
    """A number for each distinct row of a table of few, but long rows."""
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in table])


def _stepped(front: Front, levels: Sequence[Level], used: Letters) -> Front:
    count_with(len(front.states) * len(used.weights))
    reached = [level.steps[front.states[:, c]][:, used.classes[:, c]].ravel() for c, level in enumerate(levels)]
    first, number = distinct(reached)
    counts = np.zeros(len(first), front.counts.dtype)
    np.add.at(counts, number, (front.counts[:, None] * used.weights.astype(front.counts.dtype)).ravel())
    step = first // len(used.weights), first % len(used.weights)
    return Front(np.stack([column[first] for column in reached], 1), counts, (*front.steps, step))


def _kept(front: Front, keep: Flags) -> Front:
    before, letter = front.steps[-1]
    return Front(front.states[keep], front.counts[keep], (*front.steps[:-1], (before[keep], letter[keep])))


def _ones(size: int, *, exact: bool) -> Ints:
    return np.ones(1, (np.int64 if size < 2**62 else object) if exact else np.float64)


def _choices(questions: Sequence[str], where: Ints, allowed: Allowed) -> Ints:
    columns: Iterator[Ints] = (
        np.asarray(allowed[question])[where[:, axis]] if question in allowed else where[:, axis]
        for axis, question in enumerate(questions)
    )
    return np.stack([*columns], 1) if questions else where
