"""Draws the questions in their groups: the core ones open, the others folded until somebody wants them.

One component instead of a widget each: the browser then redraws nothing but what an answer changes.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from rules import Group, Question, Rulebook
from rules.sway import Sway
from ui import given, state
from ui.words import count, say

KEY = "questions"
_SCRIPT = Path(__file__).parent / "questions.js"


def draw(swaying: Mapping[str, Sway], rulebook: Rulebook) -> None:
    """Draw every question with its answer and what that does. A change is taken before the page is drawn again."""
    data = {
        "rulebook": rulebook.digest,
        "groups": _groups(rulebook),
        "words": {word: say(f"decide.{word}") for word in ("not_sure", "why_we_ask")},
        "answers": dict(state.answers()),
        "sways": {question: [sway, say(f"decide.sway_{sway}")] for question, sway in swaying.items()},
        "answered": _answered(rulebook, state.answers()),
        "heard": _given().get("number", 0),
    }
    # In a list: among the values of a mapping Streamlit looks for tables, and imports pandas to do so.
    _component()(data=[data], key=KEY, on_given_change=partial(_take, rulebook))


def _take(rulebook: Rulebook) -> None:
    """Take the answers that the browser gives."""
    answers = given.answers(_given().get("answers"), rulebook)
    if answers is not None:
        known = dict.fromkeys(state.answers())
        state.change_answers(known | dict(answers))


def _given() -> Mapping[str, Any]:
    """What the browser gave last: all answers, and a number that counts how often it gave some."""
    value = getattr(state.widget(KEY), "given", None)
    return value if isinstance(value, dict) else {}


@lru_cache(maxsize=8)
def _groups(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Each group with its questions. Where no question is a core one, every group is as open as the core ones are."""
    some = any(question.core for question in rulebook.questions)
    return [
        _group(group, [each for each in rulebook.questions if each.group == group.id], folds=some)
        for group in rulebook.groups
    ]


def _group(group: Group, questions: list[Question], *, folds: bool) -> dict[str, Any]:
    core = not folds or any(question.core for question in questions)
    return {"id": group.id, "title": group.title, "core": core, "questions": [_question(each) for each in questions]}


def _question(question: Question) -> dict[str, Any]:
    choices = [[choice.id, choice.label] for choice in question.choices]
    return {"id": question.id, "ask": question.ask, "why": question.why, "choices": choices}


def _answered(rulebook: Rulebook, answers: Mapping[str, str]) -> dict[str, str]:
    """How many questions of each group have an answer, in words; nothing for a group without."""
    groups = [question.group for question in rulebook.questions if question.id in answers]
    return {group: count("decide.answered", groups.count(group)) for group in set(groups)}


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_questions",
        html='<div class="qw-questions"></div>',
        js=_SCRIPT.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
