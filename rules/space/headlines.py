"""The diagram of the headline: which alternative is the honest answer, if one is.

A state is the first alternative that is certain by now, and the rules for earlier ones that can still fire.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.masks import bits, mask_of, union
from rules.model import Rulebook
from rules.space.coupling import leads_elsewhere
from rules.space.diagram import Diagram, Level
from rules.space.scores import count_with

Ints = NDArray[Any]
MOST_STEPS = 20_000
"""Few, because these are worked out one by one."""
State = tuple[int, int]
"""(index of the alternative that is certain, mask of the rules that can still make an earlier one certain)."""


def headline_diagram(rulebook: Rulebook, groups: Sequence[Sequence[str]]) -> Diagram:
    """The diagram whose labels are headlines (`rules.space.codes`), with one level for each group of questions.

    Raises:
        TooManyScores: if a level has more than `MOST_STEPS` ways on.
    """
    rules = _Rules(rulebook)
    states: dict[State, int] = {rules.settled((rules.none, rules.all), set().union(*groups)): 0}
    levels = []
    for place, group in enumerate(groups):
        classes, misses = rules.classes(group)
        count_with(len(states) * len(misses), MOST_STEPS)
        later = set().union(*groups[place + 1 :])
        after: dict[State, int] = {}
        steps = [
            [after.setdefault(rules.settled((best, live & ~missed), later), len(after)) for missed in misses]
            for best, live in states
        ]
        levels.append(Level(tuple(group), classes, np.array(steps)))
        states = after
    return Diagram(tuple(levels), np.array([best for best, _ in states]), rules.none + 1)


class _Rules:
    """The rules that strongly point to an alternative, as bits."""

    def __init__(self, rulebook: Rulebook) -> None:
        order = [alternative.id for alternative in rulebook.alternatives]
        strong = [rule for rule in rulebook.rules if leads_elsewhere(rule)]
        self.none = len(order)
        self.all = (1 << len(strong)) - 1
        self._places = [order.index(str(rule.look_elsewhere)) for rule in strong]
        self._earlier = [mask_of(place < best for place in self._places) for best in range(len(order) + 1)]
        self._asked = {q.id: mask_of(q.id in rule.when for rule in strong) for q in rulebook.questions}
        self._missed = {
            question.id: [
                mask_of(question.id in r.when and choice.id not in r.when[question.id] for r in strong)
                for choice in question.choices
            ]
            for question in rulebook.questions
        }

    def classes(self, group: Sequence[str]) -> tuple[Ints, list[int]]:
        """Cells of a group -> class, and for each class the rules that its answers stand in the way of."""
        numbers: dict[int, int] = {0: 0} if not group else {}
        cells = np.zeros((), int)
        masks = [0]
        for question in group:
            numbers = {}
            options = self._missed[question]
            steps = [[numbers.setdefault(mask | missed, len(numbers)) for missed in options] for mask in masks]
            cells = np.array(steps)[cells]
            masks = list(numbers)
        return cells, masks

    def settled(self, state: State, later: set[str]) -> State:
        """The state with the rules counted in that no later question stops, and without those that come too late."""
        best, live = state
        open_rules = union(self._asked[question] for question in later)
        best = min([best, *(self._places[rule] for rule in bits(live & ~open_rules))])
        return best, live & open_rules & self._earlier[best]
