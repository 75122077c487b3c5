"""The grid of all answer sets over some questions, evaluated block by block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Kind, Rule, Rulebook, Strength
from rules.scale import WEIGHING
from rules.space.codes import Codes
from rules.space.coupling import leads_elsewhere
from rules.space.ranking import Ranking
from rules.space.spread import Join, Shape, Table

Ints = NDArray[Any]
BLOCK = 1 << 17


@dataclass(frozen=True, slots=True)
class Score:
    """What the rules say about a block of answer sets.

    balances: (options, *cells); out: a bit for every option ruled out; headline: the index of the alternative.
    """

    balances: Ints
    out: Ints
    headline: Ints


class Grid:
    """All answer sets of `questions`; what is `known` besides is fixed, and all else is unanswered."""

    def __init__(self, rulebook: Rulebook, questions: Sequence[str], known: Answers | None = None) -> None:
        self.codes = Codes.of(rulebook)
        self.ranking = Ranking.of(rulebook)
        sizes = {question.id: len(question.choices) for question in rulebook.questions}
        self.shape: Shape = tuple(sizes[question] for question in questions)
        self.outer = self._outer()
        self._axes = {question: axis for axis, question in enumerate(questions)}
        self._choices = {question.id: [choice.id for choice in question.choices] for question in rulebook.questions}
        self._rules = [left for rule in rulebook.rules if (left := _left(rule, self._axes, known or {}))]
        self._options = [option.id for option in rulebook.options]
        self._or = Join(np.bitwise_or, 0, np.uint8)
        self._lanes = Join(np.bitwise_or, 0, np.uint8, (len(self._options),))
        self._add = Join(np.add, 0, np.int16, (len(self._options),))
        self._first = Join(np.minimum, self.codes.headlines - 1, np.uint8)
        self._kept: dict[tuple[int, Shape], Table] = {}

    def blocks(self) -> Iterator[Shape]:
        """The indices of the outer axes, one block of at most `BLOCK` cells each (more if one axis is longer)."""
        return product(*(range(size) for size in self.shape[: self.outer]))

    def score(self, block: Shape) -> Score:
        """The scores of one block."""
        inner = self.shape[self.outer :]
        aspects = [self._aspect(number, block) for number in range(len(self._aspects))]
        out = [table.at(0, block) for table in self._out]
        first = [table.at(0, block) for table in self._elsewhere]
        return Score(self._add.spread(aspects, inner), self._or.spread(out, inner), self._first.spread(first, inner))

    def outcomes(self, block: Shape) -> Ints:
        """The outcome codes of one block."""
        score = self.score(block)
        return self.codes.code(self.ranking.lead(score.balances, score.out), score.headline)

    def _outer(self) -> int:
        """The first axis that is within a block."""
        axis = len(self.shape)
        while axis and prod(self.shape[axis - 1 :]) <= BLOCK:
            axis -= 1
        return axis

    @cached_property
    def _aspects(self) -> tuple[tuple[Table, ...], ...]:
        """For each aspect its rules as tables of four bits for each option: strong and slight, for and against."""
        aspects: dict[str, list[Table]] = {}
        for rule, when in self._rules:
            if rule.kind in WEIGHING:
                bits = [_bit(rule) if option in rule.options else 0 for option in self._options]
                aspects.setdefault(rule.aspect, []).append(self._table(when, np.array(bits, np.uint8)))
        return tuple(_merged(tables, np.bitwise_or) for tables in aspects.values())

    @cached_property
    def _out(self) -> tuple[Table, ...]:
        ruling = ((rule, when) for rule, when in self._rules if rule.kind is Kind.RULES_OUT)
        masks = ((sum(1 << self._options.index(o) for o in rule.rules_out), when) for rule, when in ruling)
        return _merged([self._table(when, np.uint8(mask)) for mask, when in masks], np.bitwise_or)

    @cached_property
    def _elsewhere(self) -> tuple[Table, ...]:
        none = self.codes.headlines - 1
        strong = [(rule, when) for rule, when in self._rules if leads_elsewhere(rule)]
        places = [(self.codes.alternatives.index(str(rule.look_elsewhere)), when) for rule, when in strong]
        return _merged([self._table(when, np.uint8(place), none) for place, when in places], np.minimum)

    def _aspect(self, number: int, block: Shape) -> Table:
        """The balances of an aspect within a block. They depend on few of the outer axes, so they are kept."""
        tables = self._aspects[number]
        asked = tuple(index if any(axis in t.axes for t in tables) else -1 for axis, index in enumerate(block))
        if (number, asked) not in self._kept:
            self._kept[number, asked] = self._weighed([table.at(1, block) for table in tables])
        return self._kept[number, asked]

    def _weighed(self, tables: Sequence[Table]) -> Table:
        axes = tuple(sorted({axis for table in tables for axis in table.axes}))
        place = {axis: index for index, axis in enumerate(axes)}
        inner = self.shape[self.outer :]
        moved = [Table(tuple(place[axis] for axis in table.axes), table.values) for table in tables]
        bits = self._lanes.spread(moved, tuple(inner[axis] for axis in axes))
        return Table(axes, _balances(self.ranking.unit)[bits])

    def _table(self, when: Mapping[str, tuple[str, ...]], value: Ints | np.uint8, silent: int = 0) -> Table:
        """Where the clauses hold the value (one for each option, or one), else `silent`."""
        axes = tuple(sorted(self._axes[question] for question in when))
        by_axis = {self._axes[q]: [choice in wanted for choice in self._choices[q]] for q, wanted in when.items()}
        holds = reduce(np.logical_and.outer, [np.array(by_axis[axis]) for axis in axes], np.array(True))
        values = np.asarray(value)
        return Table(axes, np.where(holds, values.reshape(*values.shape, *[1] * holds.ndim), np.uint8(silent)))


def _left(rule: Rule, axes: Mapping[str, int], known: Answers) -> tuple[Rule, Mapping[str, tuple[str, ...]]] | None:
    """The rule with the clauses that are still open, or None if it cannot fire."""
    if any(q not in axes and known.get(q) not in wanted for q, wanted in rule.when.items()):
        return None
    return rule, {question: wanted for question, wanted in rule.when.items() if question in axes}


def _bit(rule: Rule) -> int:
    against = rule.kind is Kind.SPEAKS_AGAINST
    return 1 << (2 * against + (rule.strength is Strength.SLIGHT))


def _balances(unit: int) -> Ints:
    """Four bits -> the balance of an option in an aspect, as `rules.scale` weighs it."""

    def weight(strong: int, slight: int) -> int:
        return unit if strong else 1 if slight else 0

    sides = [(weight(bits & 1, bits & 2), weight(bits & 4, bits & 8)) for bits in range(16)]
    return np.array([0 if good == bad else good if good > bad else -bad for good, bad in sides], np.int16)


def _merged(tables: Sequence[Table], operation: np.ufunc) -> tuple[Table, ...]:
    """Tables over the same axes as one."""
    merged: dict[tuple[int, ...], Table] = {}
    for table in tables:
        held = merged.get(table.axes)
        merged[table.axes] = Table(table.axes, operation(held.values, table.values)) if held else table
    return tuple(merged.values())
