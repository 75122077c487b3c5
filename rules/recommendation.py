"""What `recommend` returns: the verdict with its whole explanation, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.model import Rule
from rules.words import Word


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is recommended. `instead` is the alternative that is the honest answer, when none of the options is.

    `fits` is False when every option is ruled out; `option` is then only the nearest.
    """

    option: str
    instead: str | None = None
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired and speaks about an option. It does not count if its aspect has a stronger or equal one."""

    rule: Rule
    counts: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an option stands. `strong` and `slight` are reasons for minus reasons against, as counted."""

    option: str
    rank: int
    ruled_out: tuple[Rule, ...]
    strong: int
    slight: int
    parts: int
    for_it: tuple[Reason, ...]
    against_it: tuple[Reason, ...]


class Step(StrEnum):
    """The step of the ranking at which an option fell behind the winner."""

    RULED_OUT = "ruled_out"
    STRONG = "strong"
    SLIGHT = "slight"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why another option did not win: the first step that separates them, and by how much."""

    option: str
    step: Step
    behind: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer that changes the outcome. `was` is None if the question is unknown now."""

    question: str
    was: str | None
    choice: str
    outcome: Outcome


class Influence(StrEnum):
    """What an unknown answer can do to the outcome."""

    ALONE = "alone"
    TOGETHER = "together"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question without an answer, and whether it matters: alone, only together with others, or not at all."""

    question: str
    influence: Influence


@dataclass(frozen=True, slots=True)
class Advice:
    """An alternative that is worth a look (`strong`: the honest answer), and the rules that say so."""

    alternative: str
    strong: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The verdict on a set of answers.

    `ranking` starts with the winner. `possible` are the options that can still lead. `decides` is the unknown
    question that settles most by itself. `worth` says how much a strong reason must be worth, in slight ones, for
    the winner to stay ahead: 1 or less means that it wins at every exchange rate.
    """

    answers: Mapping[str, str]
    rulebook: str
    outcome: Outcome
    word: Word
    ranking: tuple[Standing, ...]
    why_not: tuple[WhyNot, ...]
    warnings: tuple[Rule, ...]
    advice: tuple[Advice, ...]
    flips: tuple[Flip, ...]
    unknown: tuple[Unknown, ...]
    possible: tuple[str, ...]
    decides: str | None
    worth: float

    @property
    def winner(self) -> Standing:
        """The standing of the first option."""
        return self.ranking[0]
