"""Evaluates many answer sets at once, complete or not, one rule after the other.

The plainest of the evaluators with arrays: every rule is looked at for every answer set. It is the one to use for
answer sets that have no order (random ones, neighbours of a given one), and the one that the others are checked with.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Kind, Question, Rule, Rulebook, Strength
from rules.scale import WEIGHING
from rules.space.codes import Codes
from rules.space.ranking import Ranking

Ints = NDArray[Any]
Cells = NDArray[np.int8]
"""Answer sets: one row each, one column for each question, with the index of the choice or `UNKNOWN`."""
UNKNOWN = -1
BLOCK = 1024


class Batch:
    """A rulebook as tables of clauses."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.codes = Codes.of(rulebook)
        self.ranking = Ranking.of(rulebook)
        self.questions = {question.id: column for column, question in enumerate(rulebook.questions)}
        self.choices = [{choice.id: i for i, choice in enumerate(q.choices)} for q in rulebook.questions]
        self._missed = tuple(_missed(rulebook, question) for question in rulebook.questions)
        self._good = _speaking(rulebook, Kind.SPEAKS_FOR, self.ranking)
        self._bad = _speaking(rulebook, Kind.SPEAKS_AGAINST, self.ranking)
        self._out = [np.array([o.id in rule.rules_out for rule in rulebook.rules], bool) for o in rulebook.options]
        self._elsewhere = _elsewhere(rulebook)

    def cells(self, answer_sets: Iterable[Answers]) -> Cells:
        """Answer sets as rows."""
        rows = [[choices.get(answers.get(q, ""), UNKNOWN) for q, choices in self._columns] for answers in answer_sets]
        return np.array(rows, np.int8).reshape(-1, len(self.questions))

    def answers(self, cell: Sequence[int] | Ints) -> dict[str, str]:
        """A row as answers."""
        named = zip(self.rulebook.questions, cell, strict=True)
        return {question.id: question.choices[int(value)].id for question, value in named if value != UNKNOWN}

    def firing(self, cells: Cells) -> NDArray[np.bool_]:
        """Which rules fire, of shape (rules, cells)."""
        rules = len(self.rulebook.rules)
        missed = np.zeros((len(cells), (rules + 7) // 8), np.uint8)
        for column, masks in enumerate(self._missed):
            missed |= masks[cells[:, column]]
        return np.ascontiguousarray(np.unpackbits(~missed, axis=1, count=rules).T).view(bool)

    def outcomes(self, cells: Cells) -> Ints:
        """The outcome code of every row."""
        blocks = [self._outcomes(cells[start : start + BLOCK]) for start in range(0, len(cells), BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros(0, self.codes.dtype)

    def judged(self, firing: NDArray[np.bool_]) -> Ints:
        """The outcome code of every column of firing rules."""
        ranking = self.ranking.lead(self.balances(firing), self.ruled_out(firing))
        return self.codes.code(ranking, self.headlines(firing))

    def balances(self, firing: NDArray[np.bool_]) -> Ints:
        """The balance of every option, of shape (options, cells)."""
        good, bad = _strongest(self._good, firing), _strongest(self._bad, firing)
        aspects = np.sign(good - bad) * np.maximum(good, bad)
        options = len(self.rulebook.options)
        balances: Ints = aspects.reshape(options, len(aspects) // options, firing.shape[1]).sum(1, dtype=aspects.dtype)
        return balances

    def ruled_out(self, firing: NDArray[np.bool_]) -> Ints:
        """A bit for every option that is ruled out, of shape cells."""
        bits = [firing[rows].any(0).astype(np.uint8) << bit for bit, rows in enumerate(self._out)]
        mask: Ints = np.bitwise_or.reduce(bits)
        return mask

    def headlines(self, firing: NDArray[np.bool_]) -> Ints:
        """The index of the alternative that makes the headline; the number of alternatives where none does."""
        rows, indices = self._elsewhere
        none = np.full((1, firing.shape[1]), self.codes.headlines - 1, np.uint8)
        first: Ints = np.concatenate([np.where(firing[rows], indices, none), none]).min(0)
        return first

    def counts(self, firing: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """How many rules rule out each option, and how many strongly point to each alternative: (things, cells)."""
        rows, places = self._elsewhere
        out = np.stack([firing[ruling].sum(0, dtype=np.int16) for ruling in self._out])
        elsewhere = np.zeros((self.codes.headlines - 1, firing.shape[1]), np.int16)
        np.add.at(elsewhere, places[:, 0], firing[rows].astype(np.int16))
        return out, elsewhere

    @property
    def _columns(self) -> Iterable[tuple[str, dict[str, int]]]:
        return zip(self.questions, self.choices, strict=True)

    def _outcomes(self, cells: Cells) -> Ints:
        return self.judged(self.firing(cells))


@lru_cache(maxsize=8)
def batch(rulebook: Rulebook) -> Batch:
    """The tables of a rulebook, made on first use."""
    return Batch(rulebook)


def _missed(rulebook: Rulebook, question: Question) -> NDArray[np.uint8]:
    """For every choice, and last for none, the rules that cannot fire: a bit each, in bytes."""
    choices = [*(choice.id for choice in question.choices), None]
    missed = [[choice not in rule.when.get(question.id, choices) for rule in rulebook.rules] for choice in choices]
    return np.packbits(np.array(missed, bool).reshape(len(choices), -1), axis=1)


Speaking = tuple[Ints, Ints, Ints]


def _speaking(rulebook: Rulebook, kind: Kind, ranking: Ranking) -> Speaking:
    """Rows (rule indices) sorted by option and aspect, their weights, and where each pair of the two begins.

    Each pair begins with a row of weight 0, so that none of them is empty.
    """
    rows: list[int] = []
    weights: list[int] = []
    starts: list[int] = []
    aspects = dict.fromkeys(rule.aspect for rule in rulebook.rules if rule.kind in WEIGHING)
    for option in rulebook.options:
        for aspect in aspects or ("",):
            speaking = [(i, rule) for i, rule in enumerate(rulebook.rules) if _speaks(rule, kind, option.id, aspect)]
            starts.append(len(rows))
            rows += [0, *(index for index, _ in speaking)]
            weights += [0, *(ranking.weight(rule) for _, rule in speaking)]
    return np.array(rows), np.array(weights, ranking.dtype)[:, None], np.array(starts)


def _speaks(rule: Rule, kind: Kind, option: str, aspect: str) -> bool:
    return rule.aspect == aspect and option in rule.options and rule.kind is kind


def _strongest(speaking: Speaking, firing: NDArray[np.bool_]) -> Ints:
    rows, weights, starts = speaking
    if not len(firing):
        return np.zeros((len(starts), firing.shape[1]), weights.dtype)
    return np.maximum.reduceat(firing[rows] * weights, starts, axis=0)


def _elsewhere(rulebook: Rulebook) -> tuple[Ints, Ints]:
    order = [alternative.id for alternative in rulebook.alternatives]
    strong = [
        (index, order.index(str(rule.look_elsewhere)))
        for index, rule in enumerate(rulebook.rules)
        if rule.look_elsewhere and rule.strength is Strength.STRONG
    ]
    return np.array([i for i, _ in strong], int), np.array([a for _, a in strong], np.uint8)[:, None]
