"""Tells who looks at a recording meanwhile how their own run stands in line, and gives way when its turn comes."""

import streamlit as st

from ui import paint, queueing, runs
from ui.words import say

LOOK_SECONDS = 1.0


def draw() -> None:
    """Draw the place in line, with the way to give it up; nothing for a visitor who waits for no run."""
    if runs.waiting_for_turn():
        _follow()


@st.fragment(run_every=LOOK_SECONDS)
def _follow() -> None:
    run = runs.mine()
    if run is None or not runs.waiting_for_turn():
        st.rerun()
    with st.container(key="qw_line", horizontal=True, vertical_alignment="center"):
        paint.html("run_line.html", says=queueing.sentence(run.snapshot()))
        st.button(say("try_it.cancel_waiting"), key="cancel_waiting", on_click=runs.cancel)
