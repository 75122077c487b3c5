"""What people see of a recommendation, for many answer sets at once: the outcome, the warnings, the pointers elsewhere.

Reasons are not looked at here: whoever only counts reasons finds a rule alive that never changes what is recommended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Kind, Rule, Rulebook
from rules.recommendation import Outcome
from rules.space.batch import BLOCK, Batch, Cells
from rules.space.coupling import leads_elsewhere, ranks

Ints = NDArray[Any]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class View:
    """Answer sets with the rules that fire, of shape (rules, cells), and the headline (`Sight.headlines`) of each."""

    cells: Cells
    firing: Flags
    headlines: Ints

    def at(self, cells: Ints) -> "View":
        """Some of the cells."""
        return View(self.cells[cells], self.firing[:, cells], self.headlines[cells])


class Sight:
    """The eyes on one rulebook. Cells are as in `rules.space.batch`: they may leave questions unanswered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.batch = Batch(rulebook)
        self.index = {rule.id: index for index, rule in enumerate(rulebook.rules)}

    @cached_property
    def warned(self) -> Flags:
        """(rules, options): which warnings belong to which options."""
        options = self.rulebook.options
        return np.array([[option.id in rule.warns for option in options] for rule in self.rulebook.rules], bool)

    def view(self, cells: Cells) -> View:
        """Look at some answer sets."""
        blocks = [cells[start : start + BLOCK] for start in range(0, len(cells), BLOCK)] or [cells]
        firing = np.concatenate([self.batch.firing(block) for block in blocks], 1)
        return View(cells, firing, self.headlines(firing))

    def headlines(self, firing: Flags) -> Ints:
        """Option and alternative of every column of firing rules as one number; two that read the same are equal."""
        blocks = [firing[:, start : start + BLOCK] for start in range(0, firing.shape[1], BLOCK)] or [firing]
        codes = np.concatenate([self.batch.judged(block) for block in blocks]).astype(np.int64)
        alternative, ranking = np.divmod(codes, self.batch.codes.rankings)
        headlines: Ints = alternative * self._options + ranking % self._options
        return headlines

    def leaders(self, headlines: Ints) -> Ints:
        """The index of the option that is recommended."""
        return headlines % self._options

    def outcome(self, headline: int) -> Outcome:
        """A headline in words. Whether the option fits is not told apart."""
        alternative, option = divmod(headline, self._options)
        codes = self.batch.codes
        return Outcome(codes.options[option], dict(enumerate(codes.alternatives)).get(alternative))

    def matters(self, index: int, view: View) -> Flags:
        """Where people would see whether this rule fires."""
        rule = self.rulebook.rules[index]
        if not moves(rule):
            return self.shown(index, view.headlines)
        other = view.firing.copy()
        other[index] ^= True
        flags: Flags = self.headlines(other) != view.headlines
        return flags

    def shown(self, index: int, headlines: Ints) -> Flags:
        """Where the text of a warning or of a pointer elsewhere is shown if it fires."""
        if self.rulebook.rules[index].kind is Kind.WARNS:
            flags: Flags = self.warned[index][self.leaders(headlines)]
            return flags
        return np.ones(headlines.shape, bool)

    def holds(self, rules: Sequence[Rule], cells: Cells) -> Flags:
        """Where at least one of these rules, known to the rulebook or not, fires."""
        found = np.zeros(len(cells), bool)
        for rule in rules:
            found |= self._meets(rule, cells)
        return found

    @property
    def _options(self) -> int:
        return len(self.rulebook.options)

    def _meets(self, rule: Rule, cells: Cells) -> Flags:
        met = np.ones(len(cells), bool)
        for question, wanted in rule.when.items():
            column = self.batch.questions[question]
            met &= np.isin(cells[:, column], [self.batch.choices[column][choice] for choice in wanted])
        return met


def moves(rule: Rule) -> bool:
    """Whether a rule can change an outcome; the others are text: warnings and cautions."""
    return ranks(rule) or leads_elsewhere(rule)
