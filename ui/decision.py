"""Questions on the left, the verdict on the right. An answer draws these two again and nothing else."""

import time

import streamlit as st

from rules import Recommendation, Rulebook, recommend
from rules.atlas import Ahead, atlas
from rules.sway import sways
from ui import examples, modes, questions, shortest, state, verdict, what_if, writing
from ui.modes import Mode

SENDING = 0.02
"""Seconds. Streamlit sends every 10 ms, by a thread that has to wait for one that computes. So the card gets away
first, and the browser draws it, before the rest is worked out."""


def prepare(rulebook: Rulebook) -> None:
    """Make what the first visitor would wait for."""
    atlas(rulebook).ahead({})
    atlas(rulebook).flips({})


def draw(rulebook: Rulebook) -> None:
    """Draw questions and verdict side by side; on a phone one below the other."""
    _draw(rulebook, modes.draw())


@st.fragment
def _draw(rulebook: Rulebook, mode: Mode) -> None:
    asking, telling = st.columns([11, 10], gap="large")
    telling = telling.container(key="qw_verdict")
    it = recommend(state.answers(), rulebook)
    with telling:
        verdict.draw(it, rulebook)  # first, because it is what everybody waits for
    time.sleep(SENDING)
    ahead = atlas(rulebook).ahead(it.answers)
    with asking:
        _ask(it, ahead, mode, rulebook)
    with telling:
        what_if.draw(it, ahead, rulebook)
        writing.draw(rulebook)
        examples.start_over()
        state.keep_address(**({"ask": mode} if mode is Mode.SHORTEST else {}))


def _ask(it: Recommendation, ahead: Ahead, mode: Mode, rulebook: Rulebook) -> None:
    swaying = sways(it, ahead, rulebook)
    if mode is Mode.SHORTEST:
        shortest.draw(ahead, swaying, rulebook)
    else:
        questions.draw(swaying, rulebook)
