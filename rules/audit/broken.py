"""Tells of many rows of answers at once which of them break a law, and says how."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from rules.audit.quoted import answers_in_words
from rules.laws import breaches, recommended
from rules.model import Answers, Form, Law, Rulebook
from rules.space.batch import Cells, Ints, batch


class Broken:
    """A law of a rulebook. Called with rows of answers, it says of each whether they break it.

    An answer that moves is part of the answers that are broken: it is the one to move away from.
    """

    def __init__(self, law: Law, rulebook: Rulebook) -> None:
        self._law = law
        self._rulebook = rulebook
        self._tables = batch(rulebook)
        self._options = [[option.id for option in rulebook.options].index(option) for option in law.options]

    def __call__(self, cells: Cells) -> Ints:
        held = np.ones(len(cells), bool)
        for question, wanted in self._law.when.items():
            held &= np.isin(cells[:, self._column(question)], self._numbers(question, wanted))
        return held & (self._inside(cells)[0] if self._law.form is Form.NEVER else self._moves(cells))

    def says(self, answers: Answers) -> str:
        """What happens at answers that break the law."""
        here = recommended(answers, self._rulebook)
        if self._law.form is Form.NEVER:
            return f'Where {answers_in_words(answers)}, "{here}" is recommended.'
        found = breaches(self._law, answers, self._rulebook)
        moved = next(breach.moved for breach in found if breach.answers == answers)
        there, question = recommended(moved or {}, self._rulebook), str(self._law.question)
        move = answers_in_words({question: (moved or {})[question]})
        return f'Where {answers_in_words(answers)}, "{here}" is recommended. Once {move}, "{there}" is.'

    def _moves(self, cells: Cells) -> Ints:
        return reduce(np.logical_or, (self._moved(cells, *move) for move in self._law.moves))

    def _moved(self, cells: Cells, earlier: str, later: str) -> Ints:
        """Whether the move from the one choice to the other leads away, or to, where it must not."""
        question = str(self._law.question)
        before, after = self._numbers(question, (earlier, later))
        moved = cells.copy()
        moved[:, self._column(question)] = after
        (inside, fits), (still, fits_still) = self._inside(cells), self._inside(moved)
        wrong = inside & ~still if self._law.form is Form.NEVER_AWAY_FROM else ~inside & still
        found: Ints = (cells[:, self._column(question)] == before) & wrong & fits & fits_still
        return found

    def _inside(self, cells: Cells) -> tuple[Ints, Ints]:
        """Whether one of the law's options is recommended, and whether any option is."""
        ranking = self._tables.outcomes(cells) % self._tables.codes.rankings
        return np.isin(ranking, self._options), ranking < len(self._rulebook.options)

    def _column(self, question: str) -> int:
        return self._tables.questions[question]

    def _numbers(self, question: str, choices: Sequence[str]) -> list[int]:
        return [self._tables.choices[self._column(question)][choice] for choice in choices]
