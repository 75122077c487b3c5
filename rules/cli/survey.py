"""Surveys the answer space of a rulebook: how often every outcome comes out, and what counting that took."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.atlas import Share
from rules.cli.books import whole
from rules.cli.clock import Clock
from rules.model import Answers, Rulebook
from rules.space.coupling import Coupled


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found. `size` answer sets agree with `answers`; `states` are those of the two diagrams."""

    rulebook: Rulebook
    answers: Answers
    shares: Share
    per_answer: Mapping[tuple[str, str], Share]
    groups: tuple[Coupled, ...]
    states: Mapping[str, int]
    clock: Clock

    @property
    def size(self) -> int:
        """How many answer sets were counted."""
        return sum(self.shares.values())


def survey(rulebook: Rulebook, answers: Answers, *, per_answer: bool, clock: Clock) -> Survey:
    """Count the outcomes of all answer sets that agree with `answers`, and on request those with each answer."""
    with clock.of("atlas"):
        atlas = whole(rulebook)
    with clock.of("shares"):
        shares = atlas.shares(answers)
    each: Mapping[tuple[str, str], Share] = {}
    if per_answer:
        with clock.of("per_answer"):
            each = atlas.around(answers)
    states = {"ranking": atlas.ranking.states, "headline": atlas.headline.states}
    return Survey(rulebook, answers, shares, each, atlas.groups, states, clock)
