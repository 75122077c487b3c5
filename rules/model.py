"""The values of the rulebook: what a person can be asked, what is claimed, and on whose word.

Everything here is frozen and plain. Nothing knows a technology: options, questions and
reasons are read from the YAML files of `rules/rulebook/`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], BeforeValidator(_one_or_more, json_schema_input_type=str | tuple[str, ...])]
"""Ids of something else in the rulebook. A single one may be written without brackets."""


def _written_as_a_day(value: Any) -> Any:
    """Let no other text through: pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("day", "Write a day as in 2026-11-22")
    return value


Day = Annotated[date, BeforeValidator(_written_as_a_day)]

Answers = Mapping[str, str]
"""Question id -> choice id. A question that is missing is unknown; that is also what "not sure" means."""


Key = tuple[str, ...]
"""Names a part of a rulebook: ("rule", id), ("clause", rule id, question id), ("choice", question id, choice id)."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Strength(StrEnum):
    """How much a reason weighs. There is no number: strong reasons are counted before slight ones."""

    STRONG = "strong"
    SLIGHT = "slight"


class Kind(StrEnum):
    """What a rule does when it holds."""

    RULES_OUT = "rules_out"
    SPEAKS_FOR = "speaks_for"
    SPEAKS_AGAINST = "speaks_against"
    WARNS = "warns"
    LOOK_ELSEWHERE = "look_elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers that the rulebook can give. `parts` are the things that must run for it."""

    id: str
    name: str
    summary: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One observable answer to a question."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A short run of questions that are asked together."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its permanent id. `core` questions come first and give a verdict on their own."""

    id: str
    group: str = "questions"
    ask: str
    why: str
    choices: tuple[Choice, ...]
    core: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim can be read. `title` names the page or the thread."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """The honest answer when none of the options fits."""

    id: str
    name: str
    says: str
    sources: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One half of a comparison: the simple sentence first, the correction right under it."""

    says: str
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """What a rule argues about. The compared ones carry both sides, a correction's sources, versions and date."""

    id: str
    title: str
    broker: Side | None = None
    framework: Side | None = None
    sources: Ids = ()
    versions: str | None = None
    checked: Day | None = None
    demo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A claim with its reason and its source.

    `when` maps question id -> the choice ids under which that clause holds; every clause must hold.
    Exactly one effect is set. `demo` names the live run that shows the claim, if one does. `sources` are ids of
    sources or web addresses. The shipped rulebook leaves no source, versions or date out.
    """

    id: str
    aspect: str
    when: Mapping[str, Ids]
    because: str
    sources: Ids = ()
    versions: str | None = None
    checked: Day | None = None
    rules_out: Ids = ()
    speaks_for: Ids = ()
    speaks_against: Ids = ()
    warns: Ids = ()
    look_elsewhere: str | None = None
    strength: Strength | None = None
    setting: str | None = None
    demo: str | None = None

    @property
    def kind(self) -> Kind:
        """The one effect that is set."""
        return next(kind for kind in Kind if getattr(self, kind.value))

    @property
    def options(self) -> tuple[str, ...]:
        """The option ids that the effect names; empty for `look_elsewhere`."""
        return self.rules_out + self.speaks_for + self.speaks_against + self.warns


class Form(StrEnum):
    """What a law forbids."""

    NEVER = "never"
    NEVER_AWAY_FROM = "never_away_from"
    NEVER_TO = "never_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What must hold for everybody, whatever else they answer. `says` is the law in one sentence.

    An outcome that does not fit recommends nothing. Exactly one form is set:

    - `never`: where `when` holds, none of these options is recommended.
    - `never_away_from`: if one of these options is recommended, and the answer to `question` moves to a later choice
      of `order` while all other answers stay, no option outside of them is recommended.
    - `never_to`: if an option outside of these is recommended, and the answer moves in the same way, none of them is.

    `when` maps question id -> choice ids, as in a rule. It is needed for `never` and restricts the others.
    """

    id: str
    says: str
    when: Mapping[str, Ids] = field(default_factory=dict)
    never: Ids = ()
    never_away_from: Ids = ()
    never_to: Ids = ()
    question: str | None = None
    order: Ids = ()

    @property
    def form(self) -> Form:
        """The one form that is set."""
        return next(form for form in Form if getattr(self, form.value))

    @property
    def options(self) -> tuple[str, ...]:
        """The option ids that the form names."""
        return self.never + self.never_away_from + self.never_to

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """(earlier, later) choice of `order`, every pair. Not only neighbours: between them nothing may fit."""
        return tuple(combinations(self.order, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a case expects. Whatever is left out is not checked."""

    option: str | None = None
    word: str | None = None
    instead: str | None = None
    fires: Ids = ()
    silent: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example that a visitor can start from."""

    id: str
    title: str
    story: str
    answers: Answers
    expect: Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence with answers and what must follow from them."""

    name: str
    answers: Answers
    expect: Expectation


@dataclass(frozen=True, kw_only=True, eq=False)
class Rulebook:
    """Everything that a recommendation rests on. Compared by identity; `digest` names its content.

    `places` says where each part was written. It is empty for a rulebook that was never a text.
    """

    version: str
    digest: str
    options: tuple[Option, ...]
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    aspects: tuple[Aspect, ...]
    alternatives: tuple[Alternative, ...]
    sources: Mapping[str, Source]
    rules: tuple[Rule, ...]
    laws: tuple[Law, ...] = ()
    examples: tuple[Example, ...] = ()
    cases: tuple[Case, ...] = field(default=(), repr=False)
    places: Mapping[Key, Place] = field(default_factory=dict, repr=False)
