"""The atlas: the outcome of every answer set of a rulebook, counted exactly.

Nothing here is sampled. Answer sets are complete: every question has one of its choices. Where answers are given, the
atlas speaks of all answer sets that agree with them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Rulebook
from rules.recommendation import Outcome
from rules.space.codes import Codes
from rules.space.coupling import Coupled, coupled, deciding
from rules.space.diagram import Diagram
from rules.space.flips import Flipper
from rules.space.headlines import headline_diagram
from rules.space.listing import listing
from rules.space.prospects import MOST_KEPT, View, Viewer
from rules.space.scores import parts, ranking_diagram
from rules.space.walk import labels, letters, path, product, walk

Ints = NDArray[Any]
Given = tuple[tuple[str, str], ...]
Share = Mapping[Outcome, int]
"""Outcome -> in how many answer sets it comes out. Outcomes that never do are left out."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """An unanswered question. `doubt` is what is left to settle once it is answered, in bits, on average.

    `matters` says whether some answers to the other open questions exist with which this one changes the outcome.
    """

    question: str
    matters: bool
    doubt: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still possible under some answers. Shares are of all answer sets that agree with them, and add up to 1.

    options: (option, whether it fits) -> share; elsewhere: headline alternative, or None for none -> share; prospects:
    the unanswered questions, those that settle most first, those that cannot matter last; instead: (answered question,
    choice) -> whether more than one outcome is possible with that choice in place of the given one.
    """

    options: Mapping[tuple[str, bool], float]
    elsewhere: Mapping[str | None, float]
    prospects: tuple[Prospect, ...]
    instead: Mapping[tuple[str, str], bool]

    @property
    def left(self) -> int:
        """How many questions have no answer."""
        return len(self.prospects)

    @property
    def can_matter(self) -> int:
        """How many of them can change the outcome. With 0 it is time to stop asking."""
        return sum(prospect.matters for prospect in self.prospects)

    @property
    def next(self) -> str | None:
        """The question that settles most, if one can change anything."""
        return self.prospects[0].question if self.can_matter else None


@dataclass(frozen=True, slots=True)
class FlipSet:
    """Answers that lead to another outcome when they are given together; none of them can be left out."""

    answers: Mapping[str, str]
    outcome: Outcome


class Atlas:
    """The atlas of one rulebook.

    Raises:
        TooCoupled: if coupled questions have more answer sets together than are listed.
        TooManyScores: if there are too many scores to tell apart.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.codes = Codes.of(rulebook)
        self.groups: tuple[Coupled, ...] = coupled(rulebook, deciding(rulebook.rules))
        together = parts(rulebook)
        self.ranking: Diagram = ranking_diagram(rulebook, together)
        self.headline: Diagram = headline_diagram(rulebook, [part.questions for part in together])
        self._choices = {q.id: {c.id: i for i, c in enumerate(q.choices)} for q in rulebook.questions}

    @property
    def size(self) -> int:
        """How many answer sets there are."""
        return prod(len(choices) for choices in self._choices.values())

    def shares(self, answers: Answers | None = None) -> Share:
        """How many of the answer sets that agree with `answers` have each outcome, exactly.

        Raises:
            TooManyScores: if there are too many once options and alternatives are told apart together. Whatever else
                speaks of whole outcomes (`per_answer`, `around`, `example`) raises it, too.
        """
        return self._share(self._whole[0].count(self.allowed(answers or {})))

    @cached_property
    def per_answer(self) -> Mapping[tuple[str, str], Share]:
        """(question, choice) -> the shares of the answer sets with that answer."""
        return self.around({})

    def around(self, answers: Answers) -> Mapping[tuple[str, str], Share]:
        """(question, choice) -> the shares of the answer sets with that answer that agree with all other `answers`."""
        found = self._whole[0].count_each(self.allowed(answers))
        return {
            (question, choice): self._share(found[question][index])
            for question, choices in self._choices.items()
            for choice, index in choices.items()
        }

    def example(self, outcome: Outcome) -> dict[str, str] | None:
        """One answer set with that outcome, if there is one."""
        whole, codes = self._whole
        alphabet = [letters([level], {}) for level in whole.levels]
        front = walk([whole], alphabet, exact=False)
        found = np.flatnonzero(np.array(codes)[labels([whole], front)[:, 0]] == self.codes.of_outcome(outcome))
        return self.named(path(whole, alphabet, front, int(found[0]))) if len(found) else None

    def ahead(self, answers: Answers) -> Ahead:
        """What is possible under `answers`, and which question to ask next."""
        return self._ahead(tuple(sorted(answers.items())))

    def flips(self, answers: Answers) -> tuple[FlipSet, ...]:
        """All smallest sets of one or two other answers that lead to another outcome, single ones first."""
        changes = self._flipper.flips(answers)
        return tuple(FlipSet(dict(change.answers), self.codes.outcome(change.code)) for change in changes)

    def listing(self, questions: Sequence[str], answers: Answers | None = None) -> Ints:
        """The outcome code of every answer set of some questions, one axis for each. The others are unanswered.

        Raises:
            ValueError: if there are too many to list.
        """
        return listing(self.rulebook, questions, answers)

    def allowed(self, answers: Answers) -> dict[str, list[int]]:
        """Answers as indices of choices."""
        return self.within({question: (choice,) for question, choice in answers.items()})

    def within(self, when: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
        """Several choices for each question, as in the clauses of a rule, as indices."""
        return {question: [self._choices[question][choice] for choice in wanted] for question, wanted in when.items()}

    def _share(self, counts: Ints) -> Share:
        return {self.codes.outcome(code): int(n) for code, n in zip(self._whole[1], counts, strict=True) if n}

    def named(self, cell: Mapping[str, int]) -> dict[str, str]:
        """Indices of choices as answers, in the order of the questions."""
        return {question: list(choices)[cell[question]] for question, choices in self._choices.items()}

    @cached_property
    def _whole(self) -> tuple[Diagram, list[int]]:
        """The diagram of both, and the outcome code of each of its labels."""
        whole, labels = product([self.ranking, self.headline])
        return whole, [int(headline) * self.codes.rankings + int(ranking) for ranking, headline in labels]

    @cached_property
    def _viewers(self) -> tuple[Viewer, Viewer]:
        return Viewer(self.ranking), Viewer(self.headline)

    @cached_property
    def _flipper(self) -> Flipper:
        return Flipper(self.rulebook)

    @cached_property
    def _ahead(self) -> Callable[[Given], Ahead]:
        """What was asked for before is kept: every visitor begins without answers, and a team looks at the same."""
        return lru_cache(MOST_KEPT)(self._look_ahead)

    def _look_ahead(self, given: Given) -> Ahead:
        known = self.allowed(dict(given))
        ranking, headline = self._viewers[0].view(known), self._viewers[1].view(known)
        return Ahead(
            self._options(ranking.counts),
            self._elsewhere(headline.counts),
            self._prospects(ranking, headline),
            self._instead(ranking, headline),
        )

    def _options(self, counts: Ints) -> Mapping[tuple[str, bool], float]:
        ends = [self.codes.outcome(code) for code in range(self.codes.rankings)]
        return {(end.option, end.fits): n / counts.sum() for end, n in zip(ends, counts, strict=True) if n}

    def _elsewhere(self, counts: Ints) -> Mapping[str | None, float]:
        names = (*self.codes.alternatives, None)
        return {name: n / counts.sum() for name, n in zip(names, counts, strict=True) if n}

    def _instead(self, ranking: View, headline: View) -> Mapping[tuple[str, str], bool]:
        return {
            (question, choice): bool(ranking.spans[question][index] or headline.spans[question][index])
            for question in ranking.spans
            for choice, index in self._choices[question].items()
        }

    def _prospects(self, ranking: View, headline: View) -> tuple[Prospect, ...]:
        matters = ranking.matters | headline.matters
        found = [
            Prospect(question.id, question.id in matters, ranking.doubt[question.id] + headline.doubt[question.id])
            for question in self.rulebook.questions
            if question.id in ranking.doubt
        ]
        return tuple(sorted(found, key=lambda prospect: (not prospect.matters, round(prospect.doubt, 9))))


@lru_cache(maxsize=8)
def atlas(rulebook: Rulebook) -> Atlas:
    """The atlas of a rulebook, made on first use.

    Raises:
        TooCoupled, TooManyScores: see `Atlas`.
    """
    return Atlas(rulebook)
