"""All smallest sets of changed answers that lead to another outcome, up to two answers.

What a change adds to the score is worked out once for each change. Two changes add up unless one rule asks both
questions or their rules argue about the same aspect; only those pairs are evaluated again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Rulebook
from rules.space.batch import Batch, Cells, batch
from rules.space.coupling import deciding, knots

Ints = NDArray[Any]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers to one or two questions, and the code of the outcome that they lead to."""

    answers: tuple[tuple[str, str], ...]
    code: int


@dataclass(frozen=True, slots=True)
class _Singles:
    """Every single change: the column of its question, the new value, and the whole row."""

    columns: Ints
    values: Ints
    rows: Cells


class Flipper:
    """Finds flips of one rulebook. Made once for each."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._batch: Batch = batch(rulebook)
        self._rulebook = rulebook

    def flips(self, answers: Answers) -> tuple[Change, ...]:
        """Single flips first, then pairs of answers of which neither flips alone. An unknown answer can be given."""
        here = self._batch.cells([answers])
        scores = self._scores(here)
        singles = _singles(here[0], [len(choices) for choices in self._batch.choices])
        alone = self._scores(singles.rows)
        now, after = self._codes(scores)[0], self._codes(alone)
        quiet = np.flatnonzero(after == now)
        found = [self._change(singles, [flip], after[flip]) for flip in np.flatnonzero(after != now).tolist()]
        pairs, codes = self._pairs(singles, quiet, scores, alone)
        return (
            *found,
            *(self._change(singles, pairs[:, flip].tolist(), codes[flip]) for flip in np.flatnonzero(codes != now)),
        )

    def _pairs(self, singles: _Singles, quiet: Ints, here: Ints, alone: Ints) -> tuple[Ints, Ints]:
        """Every pair of changes to two questions, of shape (2, pairs), and the outcomes."""
        pairs = quiet[np.stack(np.triu_indices(len(quiet), 1))]
        one, other = singles.columns[pairs]
        pairs, tied = pairs[:, one != other], self._tied[one, other][one != other]
        scores = alone[:, pairs[0]] + alone[:, pairs[1]] - here
        scores[:, tied] = self._scores(_both(singles, pairs[:, tied]))
        return pairs, self._codes(scores)

    def _scores(self, cells: Cells) -> Ints:
        """Scores that add up: the balance of each option, how many rules rule it out, how many point elsewhere."""
        firing = self._batch.firing(cells)
        return np.concatenate([self._batch.balances(firing), *self._batch.counts(firing)])

    def _codes(self, scores: Ints) -> Ints:
        options = len(self._rulebook.options)
        balances, out, elsewhere = np.split(scores, [options, 2 * options])
        mask = ((out > 0) << np.arange(options)[:, None]).sum(0, dtype=np.uint8)
        first = np.concatenate([elsewhere > 0, np.ones((1, scores.shape[1]), bool)]).argmax(0)
        return self._batch.codes.code(self._batch.ranking.lead(balances, mask), first)

    @cached_property
    def _tied(self) -> Flags:
        """Which pairs of questions (columns) one rule or one aspect ties together."""
        columns = self._batch.questions
        tied = np.zeros((len(columns), len(columns)), bool)
        for questions, _ in knots(deciding(self._rulebook.rules)):
            for one, other in combinations(questions, 2):
                tied[columns[one], columns[other]] = tied[columns[other], columns[one]] = True
        return tied

    def _change(self, singles: _Singles, flips: list[int], code: int) -> Change:
        return Change(tuple(self._named(singles, flips)), int(code))

    def _named(self, singles: _Singles, flips: list[int]) -> Iterator[tuple[str, str]]:
        for flip in flips:
            question = self._rulebook.questions[int(singles.columns[flip])]
            yield question.id, question.choices[int(singles.values[flip])].id


def _singles(here: Ints, sizes: list[int]) -> _Singles:
    changes = [(c, v) for c, size in enumerate(sizes) for v in range(size) if v != here[c]]
    columns, values = np.array(changes, int).reshape(-1, 2).T
    rows = np.repeat(here[None], len(columns), 0)
    rows[np.arange(len(columns)), columns] = values
    return _Singles(columns, values, rows)


def _both(singles: _Singles, pairs: Ints) -> Cells:
    rows: Cells = singles.rows[pairs[0]]
    rows[np.arange(len(rows)), singles.columns[pairs[1]]] = singles.values[pairs[1]]
    return rows
