"""Draws the questions in their groups: the core ones open, the others folded until somebody wants them."""

import streamlit as st

from rules import Group, Question, Rulebook
from ui import plain, state
from ui.words import say

NOT_SURE = ""


def draw(rulebook: Rulebook) -> None:
    """Draw every group. A folded group costs nothing until it is opened."""
    for group in rulebook.groups:
        questions = [question for question in rulebook.questions if question.group == group.id]
        if any(question.core for question in questions):
            _open_group(group, questions)
        else:
            _folded_group(group, questions)


def _open_group(group: Group, questions: list[Question]) -> None:
    st.subheader(plain.markdown(group.title))
    for question in questions:
        _ask(question)


def _folded_group(group: Group, questions: list[Question]) -> None:
    answered = sum(question.id in state.answers() for question in questions)
    label = say("decide.group", title=plain.markdown(group.title), answered=answered, count=len(questions))
    folded = st.expander(label, expanded=answered > 0, key=f"group_{group.id}", on_change="rerun")
    if folded.open:
        with folded:
            for question in questions:
                _ask(question)


def _ask(question: Question) -> None:
    key = f"ask_{question.id}"
    labels = {choice.id: plain.markdown(choice.label) for choice in question.choices} | {
        NOT_SURE: say("decide.not_sure")
    }
    state.bind(key, state.answers().get(question.id, NOT_SURE))
    st.radio(
        plain.markdown(question.ask),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        help=plain.markdown(question.why),
        on_change=_answered,
        args=(question.id, key),
    )


def _answered(question: str, key: str) -> None:
    state.set_answer(question, str(state.widget(key)) or None)
