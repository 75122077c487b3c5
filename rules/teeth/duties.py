"""What cases owe a rulebook: every clause of every rule decides once, alone, and people see it.

This is modified condition/decision coverage in its strict form, unique cause. Two answer sets differ in the answer to
one question and in nothing else; in the first the rule fires, and the recommendation would be another one if it did
not; in the second it does not fire, and the recommendation is another one. A warning or a caution moves no outcome;
there the first answer set shows its text.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from rules.model import Rulebook
from rules.space.batch import UNKNOWN, Cells
from rules.teeth.sight import Flags, Ints, Sight, View, moves


@dataclass(frozen=True, slots=True)
class Duty:
    """A clause that has to decide once: a rule, and the question that the clause asks."""

    rule: str
    question: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of cells that differ in one answer.

    ends: (pairs, 2), indices of cells; done: (pairs, duties), which clauses the first of them shows to decide; sharp:
    the same, where people would also see it if the rule fired in the second.
    """

    ends: Ints
    done: Flags
    sharp: Flags


def duties(rulebook: Rulebook) -> tuple[Duty, ...]:
    """Every clause of every rule."""
    return tuple(Duty(rule.id, question) for rule in rulebook.rules for question in rule.when)


def pairs(sight: Sight, cells: Cells) -> Pairs:
    """All pairs among some cells, both ways round, with the duties that they do."""
    ends = neighbours(cells)
    return judged(sight, sight.view(cells), ends, duties(sight.rulebook))


def neighbours(cells: Cells) -> Ints:
    """(pairs, 2): the cells that differ in the answer to a single question, which both of them give."""
    found = [np.zeros((0, 2), np.int64)]
    for index, cell in enumerate(cells):
        differs = cells != cell
        answered = ((cells != UNKNOWN) & (cell != UNKNOWN)) | ~differs
        near = np.flatnonzero((differs.sum(1) == 1) & answered.all(1))
        found.append(np.stack([np.full(len(near), index), near], 1))
    return np.concatenate(found)


def judged(sight: Sight, view: View, ends: Ints, owed: Collection[Duty]) -> Pairs:
    """Which of the duties that are owed these pairs do."""
    rulebook = sight.rulebook
    first, second = ends.T
    columns = (view.cells[first] != view.cells[second]).argmax(1) if len(ends) else first
    every = duties(rulebook)
    done = np.zeros((len(ends), len(every)), bool)
    sharp = done.copy()
    for number, duty in ((number, duty) for number, duty in enumerate(every) if duty in owed):
        index = sight.index[duty.rule]
        rows = np.flatnonzero(columns == sight.batch.questions[duty.question])
        one, other = first[rows], second[rows]
        turns = view.firing[index, one] & ~view.firing[index, other]
        if moves(rulebook.rules[index]):
            turns &= view.headlines[one] != view.headlines[other]
        done[rows[turns], number] = sight.matters(index, view.at(one[turns]))
        sharp[rows[turns], number] = done[rows[turns], number] & sight.matters(index, view.at(other[turns]))
    return Pairs(ends, done, sharp)


def undone(sight: Sight, cells: Cells) -> tuple[Duty, ...]:
    """The clauses that no pair of these cells shows to decide."""
    done: Flags = np.any(pairs(sight, cells).done, 0)
    return tuple(duty for duty, each in zip(duties(sight.rulebook), done, strict=True) if not each)


def superfluous(found: Pairs, count: int) -> Sequence[int]:
    """The cells (of `count`) of which each could be left out alone, with all that is done still done."""
    done = found.done.any(0)
    used = [(found.ends != index).all(1) for index in range(count)]
    return [index for index in range(count) if (found.done[used[index]].any(0) == done).all()]
