"""The rules as small tables: what each of them says, over the questions that it asks."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Answers, Kind, Rule, Rulebook
from rules.scale import WEIGHING
from rules.space.codes import Codes
from rules.space.coupling import leads_elsewhere
from rules.space.ranking import Ranking
from rules.space.spread import Axes, Table

Ints = NDArray[Any]
Tables = tuple[Table, ...]


class Clauses:
    """The rules that can fire over the axes of some questions. What is `known` besides is fixed."""

    def __init__(self, rulebook: Rulebook, questions: Sequence[str], axes: Axes, known: Answers) -> None:
        self._axes = axes
        self._codes = Codes.of(rulebook)
        self._ranking = Ranking.of(rulebook)
        self._numbers = {question: number for number, question in enumerate(questions)}
        self._choices = {question.id: [choice.id for choice in question.choices] for question in rulebook.questions}
        self._rules = [rule for rule in rulebook.rules if self._can_fire(rule, known)]

    @cached_property
    def aspects(self) -> tuple[Tables, ...]:
        """For each aspect its rules, as their weight: (for and against, options)."""
        aspects: dict[str, list[Table]] = {}
        for rule in self._rules:
            if rule.kind in WEIGHING:
                aspects.setdefault(rule.aspect, []).append(self._table(rule, self._weight(rule)))
        return tuple(_merged(tables, np.maximum) for tables in aspects.values())

    @cached_property
    def out(self) -> Tables:
        """The rules that rule out, with a bit for every option."""
        ruling = (rule for rule in self._rules if rule.kind is Kind.RULES_OUT)
        masks = ((rule, sum(1 << self._codes.options.index(option) for option in rule.rules_out)) for rule in ruling)
        return _merged([self._table(rule, np.array(mask, np.uint8)) for rule, mask in masks], np.bitwise_or)

    @cached_property
    def headline(self) -> Tables:
        """The rules that make an alternative the headline, with its index."""
        none = self._codes.headlines - 1
        strong = (rule for rule in self._rules if leads_elsewhere(rule))
        places = ((rule, self._codes.alternatives.index(str(rule.look_elsewhere))) for rule in strong)
        return _merged([self._table(rule, np.array(place, np.uint8), none) for rule, place in places], np.minimum)

    def _can_fire(self, rule: Rule, known: Answers) -> bool:
        return all(question in self._numbers or known.get(question) in wanted for question, wanted in rule.when.items())

    def _table(self, rule: Rule, value: Ints, silent: int = 0) -> Table:
        """`value` where the rule fires, else `silent`."""
        return self._axes.table(self._flags(rule.when), value, silent)

    def _flags(self, when: Mapping[str, Sequence[str]]) -> dict[int, NDArray[np.bool_]]:
        return {
            self._numbers[question]: np.array([choice in wanted for choice in self._choices[question]])
            for question, wanted in when.items()
            if question in self._numbers
        }

    def _weight(self, rule: Rule) -> Ints:
        weights = np.zeros((2, len(self._codes.options)), self._ranking.dtype)
        named = [option in rule.options for option in self._codes.options]
        weights[int(rule.kind is Kind.SPEAKS_AGAINST), named] = self._ranking.weight(rule)
        return weights


def _merged(tables: Sequence[Table], operation: np.ufunc) -> Tables:
    """Tables over the same axes as one."""
    merged: dict[tuple[int, ...], Table] = {}
    for table in tables:
        held = merged.get(table.axes)
        merged[table.axes] = Table(table.axes, operation(held.values, table.values)) if held else table
    return tuple(merged.values())
