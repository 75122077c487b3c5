"""Draws the atlas as a map: what every answer to every question leaves, and where the visitor stands on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from rules import Question, Rulebook, read_answers
from rules.atlas import Share, atlas
from ui import paint, state
from ui.names import names
from ui.rulebook_amounts import Portion, nearest, portions

KEY = "rulebook_map"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer to a question and what it leaves: `parts` of all outcomes, and which options are `possible` there."""

    question: str
    choice: str
    label: str
    here: bool
    parts: tuple[Portion, ...]

    @property
    def possible(self) -> tuple[Portion, ...]:
        """The options that can still be recommended, however rarely."""
        return tuple(part for part in self.parts if part.count)


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its cells."""

    question: Question
    cells: tuple[Cell, ...]

    @property
    def here(self) -> bool:
        """Whether the visitor has answered it."""
        return any(cell.here for cell in self.cells)


@st.fragment
def draw(rulebook: Rulebook) -> None:
    """Draw the map. A click on an answer goes there, and draws the map again from that place."""
    _component()(data={"map": rendered(rulebook)}, key=KEY, on_step_change=lambda: _step(rulebook))
    state.keep_address("rule")


def rendered(rulebook: Rulebook) -> str:
    """The map under the answers of this session."""
    whole, share = atlas(rulebook), atlas(rulebook).shares(state.answers())
    return paint.rendered(
        "rulebook_map.html",
        names=names(rulebook),
        size=whole.size,
        left=sum(share.values()),
        answered=len(state.answers()),
        parts=portions(share, rulebook),
        nearest=nearest(share, rulebook),
        groups=list(_groups(rulebook)),
    )


def rows(rulebook: Rulebook) -> tuple[Row, ...]:
    """Every question, in order, each answer with what it leaves while all other answers are kept."""
    around = atlas(rulebook).around(state.answers())
    return tuple(Row(question, tuple(_cells(question, around, rulebook))) for question in rulebook.questions)


def _cells(question: Question, around: Any, rulebook: Rulebook) -> Iterator[Cell]:
    for choice in question.choices:
        share: Share = around[question.id, choice.id]
        here = state.answers().get(question.id) == choice.id
        yield Cell(question.id, choice.id, choice.label, here, portions(share, rulebook))


def _groups(rulebook: Rulebook) -> Iterator[tuple[Any, list[Row], bool]]:
    """Each group with its rows, and whether it is open from the start."""
    drawn = rows(rulebook)
    some = any(question.core for question in rulebook.questions)
    for group in rulebook.groups:
        if own := [row for row in drawn if row.question.group == group.id]:
            core = not some or any(row.question.core for row in own)
            yield group, own, core or any(row.here for row in own)


def _step(rulebook: Rulebook) -> None:
    """Take an answer, or take it back. The browser could send anything, so it is read like an address."""
    step = getattr(state.widget(KEY), "step", None)
    if not isinstance(step, dict):
        return
    pair = (str(step.get("question")), str(step.get("choice")))
    for question, choice in read_answers([pair], rulebook).answers.items():
        state.set_answer(question, None if state.answers().get(question) == choice else choice)


@cache
def script() -> str:
    """The code of the map."""
    return (_HERE / "map.js").read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_rulebook_map", html='<div class="stHtml"></div>', js=script(), isolate_styles=False
    )
