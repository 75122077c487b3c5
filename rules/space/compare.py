"""Compares two rulebooks on every answer set, exactly: how many outcomes differ, which ones, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from rules.model import Question, Rulebook
from rules.recommendation import Outcome
from rules.space.codes import Codes
from rules.space.coupling import coupled, ranks
from rules.space.diagram import Diagram
from rules.space.headlines import headline_diagram
from rules.space.scores import part, ranking_diagram
from rules.space.walk import Front, Ints, Letters, letters, path, twins, walk


@dataclass(frozen=True, slots=True)
class Change:
    """Answer sets that go from one outcome to another: how many there are, and one of them."""

    before: Outcome
    after: Outcome
    count: int
    witness: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two rulebooks. `size` is the number of answer sets compared."""

    size: int
    changes: tuple[Change, ...]

    @property
    def changed(self) -> int:
        """How many answer sets have another outcome."""
        return sum(change.count for change in self.changes)


def compare(old: Rulebook, new: Rulebook) -> Comparison:
    """Compare the outcomes of every answer set.

    The answer sets are those of the questions of both, with the choices that both have; a rulebook takes no notice of a
    question that it does not ask.

    Raises:
        TooCoupled, TooManyScores: as for the atlas.
    """
    pair = _Pair(old, new)
    return Comparison(pair.diagrams[0].size, tuple(pair.changes()))


def same(old: Rulebook, new: Rulebook) -> bool:
    """Whether two rulebooks have the same outcome for every answer set. Quicker than counting where they differ."""
    return _Pair(old, new).same


def joint_questions(old: Rulebook, new: Rulebook) -> tuple[Question, ...]:
    """The questions of both rulebooks, each with the choices that all rulebooks that ask it have."""
    asked = {question.id: question for question in chain(new.questions, old.questions)}
    choices = [{q.id: {choice.id for choice in q.choices} for q in rulebook.questions} for rulebook in (old, new)]
    return tuple(_narrowed(question, choices) for question in asked.values())


def _narrowed(question: Question, choices: Sequence[Mapping[str, set[str]]]) -> Question:
    common = [c for c in question.choices if all(c.id in known.get(question.id, {c.id}) for known in choices)]
    return replace(question, choices=tuple(common))


def _asking_only(rulebook: Rulebook, questions: Sequence[Question]) -> Rulebook:
    """The rulebook with these questions. A rule that asks another one can never hold, so it is left out."""
    asked = {question.id for question in questions}
    rules = tuple(rule for rule in rulebook.rules if rule.when.keys() <= asked)
    return replace(rulebook, questions=tuple(questions), rules=rules)


class _Pair:
    """Two rulebooks as diagrams with the same levels and the same numbers for the same outcomes."""

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        questions = tuple(question for question in joint_questions(old, new) if question.choices)
        self._books = [_asking_only(book, questions) for book in (old, new)]
        self._options = tuple(dict.fromkeys(o.id for book in self._books for o in book.options))
        self._alternatives = tuple(dict.fromkeys(a.id for book in self._books for a in book.alternatives))
        self._codes = Codes(self._options, self._alternatives)
        self.diagrams = self._ranking_diagrams()
        groups = [level.questions for level in self.diagrams[0].levels]
        self.diagrams += [self._headlines(book, headline_diagram(book, groups)) for book in self._books]
        self.alphabet = self._letters()
        self._twins = [twins(self.diagrams[at : at + 2], _columns(self.alphabet, at)) for at in (0, 2)]

    @property
    def same(self) -> bool:
        """Whether no answers can tell the two first states apart."""
        return all(numbers[0][0][0] == numbers[0][1][0] for numbers in self._twins)

    def changes(self) -> Iterator[Change]:
        """Every pair of different outcomes that some answer set has, once."""
        front = walk(self.diagrams, self.alphabet, self._differs, exact=True)
        ways: dict[tuple[Outcome, Outcome], list[int]] = {}
        for state, ends in enumerate(front.states):
            ways.setdefault((self._outcome(ends[[0, 2]], 0), self._outcome(ends[[1, 3]], 1)), []).append(state)
        for (before, after), states in ways.items():
            count = sum(int(front.counts[state]) for state in states)
            yield Change(before, after, count, self._witness(front, states[0]))

    def _differs(self, level: int, states: Ints) -> Ints:
        """Which states can still lead to different outcomes."""
        (old, new), (old_headline, new_headline) = (numbers[level] for numbers in self._twins)
        ranking: Ints = old[states[:, 0]] != new[states[:, 1]]
        headline: Ints = old_headline[states[:, 2]] != new_headline[states[:, 3]]
        return ranking | headline

    def _ranking_diagrams(self) -> list[Diagram]:
        old, new = self._books
        groups = coupled(old, filter(ranks, (*old.rules, *new.rules)))
        scored = [[part(book, group.questions) for book in self._books] for group in groups]
        scored.sort(key=lambda both: min(each.turn for each in both))
        columns = zip(self._books, zip(*scored, strict=True), strict=True)
        return [self._rankings(book, ranking_diagram(book, parts)) for book, parts in columns]

    def _rankings(self, book: Rulebook, diagram: Diagram) -> Diagram:
        """The diagram with labels that mean the same in both rulebooks."""
        own = [self._options.index(option.id) for option in book.options]
        return replace(
            diagram,
            ends=np.array([*own, *(index + len(self._options) for index in own)])[diagram.ends],
            labels=self._codes.rankings,
        )

    def _headlines(self, book: Rulebook, diagram: Diagram) -> Diagram:
        own = [self._alternatives.index(alternative.id) for alternative in book.alternatives]
        return replace(
            diagram, ends=np.array([*own, len(self._alternatives)])[diagram.ends], labels=self._codes.headlines
        )

    def _letters(self) -> list[Letters]:
        return [letters(levels, {}) for levels in zip(*(diagram.levels for diagram in self.diagrams), strict=True)]

    def _outcome(self, ends: Ints, book: int) -> Outcome:
        ranking, headline = self.diagrams[book].ends[ends[0]], self.diagrams[2 + book].ends[ends[1]]
        return self._codes.outcome(int(headline) * self._codes.rankings + int(ranking))

    def _witness(self, front: Front, state: int) -> dict[str, str]:
        cell = path(self.diagrams[0], self.alphabet, front, state)
        return {q.id: q.choices[cell[q.id]].id for q in self._books[0].questions}


def _columns(alphabet: Sequence[Letters], start: int) -> list[Letters]:
    """The letters as two neighbouring diagrams see them."""
    return [replace(used, classes=used.classes[:, start : start + 2]) for used in alphabet]
