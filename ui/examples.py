"""Worked examples to start from, so that nobody has to face an empty form."""

import streamlit as st

from rules import Example, Rulebook
from ui import plain, state
from ui.words import say


def draw(rulebook: Rulebook) -> None:
    """Draw the examples as buttons; the story of the chosen one stays in sight."""
    st.caption(say("decide.examples"))
    with st.container(key="qw_examples", horizontal=True, gap="small"):
        for example in rulebook.examples:
            _button(example)
    for example in rulebook.examples:
        if example.id == state.started_from():
            title, story = plain.markdown(example.title), plain.markdown(example.story)
            st.caption(say("decide.started_from", title=title, story=story))


def start_over() -> None:
    """Offer to take every answer back, once there are some."""
    if state.answers():
        st.button(say("decide.start_over"), key="start_over", type="tertiary", on_click=_forget)


def _forget() -> None:
    state.set_answers({})
    st.rerun()  # the questions, too


def _button(example: Example) -> None:
    st.button(
        plain.markdown(example.title),
        key=f"example_{example.id}",
        help=plain.markdown(example.story),
        on_click=state.set_answers,
        args=(example.answers,),
        kwargs={"started_from": example.id},
    )
