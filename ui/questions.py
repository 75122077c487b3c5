"""Draws the questions in their groups: the core ones open, the others folded until somebody wants them."""

from collections.abc import Callable

import streamlit as st

from rules import Group, Question, Rulebook
from ui import plain, state
from ui.words import say

NOT_SURE = ""


def draw(rulebook: Rulebook, *, answered: Callable[[], None]) -> None:
    """Draw every group; `answered` is called after each change. A folded group costs nothing until it is opened."""
    for group in rulebook.groups:
        questions = [question for question in rulebook.questions if question.group == group.id]
        if any(question.core for question in questions):
            _open_group(group, questions, answered)
        else:
            _folded_group(group, questions, answered)


def _open_group(group: Group, questions: list[Question], answered: Callable[[], None]) -> None:
    st.subheader(plain.markdown(group.title))
    for question in questions:
        _ask(question, answered)


def _folded_group(group: Group, questions: list[Question], answered: Callable[[], None]) -> None:
    known = any(question.id in state.answers() for question in questions)
    folded = st.expander(plain.markdown(group.title), expanded=known, key=f"group_{group.id}", on_change="rerun")
    if folded.open:
        with folded:
            for question in questions:
                _ask(question, answered)


def _ask(question: Question, answered: Callable[[], None]) -> None:
    key = f"ask_{question.id}"
    labels = {choice.id: plain.markdown(choice.label) for choice in question.choices}
    labels[NOT_SURE] = say("decide.not_sure")
    state.bind(key, state.answers().get(question.id, NOT_SURE))
    st.radio(
        plain.markdown(question.ask),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        help=plain.markdown(question.why),
        on_change=_take,
        args=(question.id, key, answered),
    )


def _take(question: str, key: str, answered: Callable[[], None]) -> None:
    state.set_answer(question, str(state.widget(key)) or None)
    answered()
