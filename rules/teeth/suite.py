"""Cases as arrays, and which of them a mistake in the rulebook would fail."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rules.model import Case
from rules.teeth.mutants import Mutant
from rules.teeth.sight import Flags, Sight, View


@dataclass(frozen=True, slots=True)
class Failures:
    """The cases that a mutant fails: by what people see, and by the rules that a case names."""

    seen: Flags
    named: Flags


class Suite:
    """Cases that hold for a rulebook."""

    def __init__(self, sight: Sight, cases: Sequence[Case]) -> None:
        self.cases = tuple(cases)
        self._sight = sight
        self._view = sight.view(sight.batch.cells([case.answers for case in cases]))
        self._told = np.array([case.expect.option is not None for case in cases], bool)
        self._fires = self._named([case.expect.fires for case in cases])
        self._silent = self._named([case.expect.silent for case in cases])

    def failures(self, mutant: Mutant) -> Failures:
        """The cases that fail if the rulebook has this mistake.

        A text is seen only where a case names its rule and, for a warning, also expects the option that it is about.
        """
        index = self._sight.index[mutant.rule.id]
        fires = self._sight.holds(mutant.instead, self._view.cells)
        named = (self._fires[index] & ~fires) | (self._silent[index] & fires)
        expected = self._told if mutant.moves else named & (self._told | bool(mutant.rule.look_elsewhere))
        return Failures(expected & seen(self._sight, mutant, self._view), named)

    def _named(self, named: Sequence[Sequence[str]]) -> Flags:
        rules = self._sight.index
        return np.array([[rule in each for each in named] for rule in rules], bool).reshape(len(rules), -1)


def seen(sight: Sight, mutant: Mutant, view: View) -> Flags:
    """The cells where people would see the mistake: another outcome, or a text that is shown or missing."""
    index = sight.index[mutant.rule.id]
    fires = sight.holds(mutant.instead, view.cells)
    found = np.zeros(len(view.cells), bool)
    if mutant.retold:
        rows = np.flatnonzero(fires | view.firing[index])
        found[rows] = Sight(mutant.rulebook(sight.rulebook)).view(view.cells[rows]).headlines != view.headlines[rows]
    else:
        rows = np.flatnonzero(fires != view.firing[index])
        found[rows] = sight.matters(index, view.at(rows))
    return found
