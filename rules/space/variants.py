"""Rulebooks with fewer rules, and the rules without which the ranking stays the same for every answer set.

Each group of questions gets, beside the scores it has, those that it would have without one of the rules. A rule is
unheard if no beginning leads to a state where the two scores make a difference. So one diagram serves all of them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Rule, Rulebook
from rules.scale import WEIGHING
from rules.space.diagram import Diagram
from rules.space.rows import distinct
from rules.space.scores import Part, part, parts, ranking_diagram
from rules.space.walk import letters, twins

Ints = NDArray[Any]
Pairs = Ints
"""(2, pairs): the class that some answers have, and the one that they would have without a rule."""


def without(rulebook: Rulebook, rules: Collection[Rule]) -> Rulebook:
    """The rulebook with some rules less; the rulebook itself if there are none."""
    gone = {rule.id for rule in rules}
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id not in gone)) if gone else rulebook


def unheard(rulebook: Rulebook, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Those of `rules` (all of them speak for, against, or rule out) that change the ranking of no answer set."""
    if not rules:
        return
    widened: list[Part] = []
    asked: list[tuple[Rule, int, Pairs]] = []
    for place, group in enumerate(parts(rulebook)):
        for rule in rules:
            if set(rule.when) <= set(group.questions):
                group, pairs = _without(rulebook, group, rule)  # noqa: PLW2901
                asked.append((rule, place, pairs))
        widened.append(group)
    diagram = ranking_diagram(rulebook, widened)
    numbers = twins([diagram], [letters([level], {}) for level in diagram.levels])
    arrivals = list(diagram.arrivals(diagram.weights({})))
    for rule, place, pairs in asked:
        if not _differs(diagram, place, arrivals[place], numbers[place + 1][0], pairs):
            yield rule


def _without(rulebook: Rulebook, group: Part, rule: Rule) -> tuple[Part, Pairs]:
    """The group with the scores that it would have without a rule added, and which would take the place of which."""
    voices = [other for other in rulebook.rules if _drowns(other, rule)]
    heard, bare = (part(replace(rulebook, rules=_among(voices, less)), group.questions) for less in (None, rule))
    first, _ = distinct([each.classes.ravel() for each in (group, heard, bare)])
    now, said, left = (each.classes.ravel()[first] for each in (group, heard, bare))
    balances = group.balances[now] - heard.balances[said] + bare.balances[left]
    out = bare.out[left] if rule.rules_out else group.out[now]
    pairs = np.stack([now, len(group.out) + np.arange(len(now))])
    return replace(
        group, balances=np.concatenate([group.balances, balances]), out=np.concatenate([group.out, out])
    ), pairs


def _drowns(other: Rule, rule: Rule) -> bool:
    """Whether what one rule says may depend on whether the other holds: both rule out, or argue about one aspect."""
    if rule.rules_out or other.rules_out:
        return bool(rule.rules_out and other.rules_out)
    return other.kind in WEIGHING and other.aspect == rule.aspect


def _among(voices: Sequence[Rule], less: Rule | None) -> tuple[Rule, ...]:
    return tuple(voice for voice in voices if voice is not less)


def _differs(diagram: Diagram, place: int, arrivals: Ints, after: Ints, pairs: Pairs) -> bool:
    ways = after[diagram.levels[place].steps[np.flatnonzero(arrivals)]]
    return bool((ways[:, pairs[0]] != ways[:, pairs[1]]).any())
