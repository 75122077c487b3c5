"""Questions on the left, the verdict on the right. An answer draws these two again and nothing else."""

import streamlit as st

from rules import Rulebook, recommend
from rules.atlas import atlas
from rules.sway import sways
from ui import examples, modes, questions, shortest, state, verdict, what_if
from ui.modes import Mode


def draw(rulebook: Rulebook) -> None:
    """Draw questions and verdict side by side; on a phone one below the other."""
    _draw(rulebook, modes.draw())


@st.fragment
def _draw(rulebook: Rulebook, mode: Mode) -> None:
    asking, telling = st.columns([11, 10], gap="large")
    telling = telling.container(key="qw_verdict")
    it = recommend(state.answers(), rulebook)
    with telling:
        verdict.draw(it, rulebook)  # sent first, because it is what everybody waits for
    ahead, swaying = atlas(rulebook).ahead(it.answers), sways(it, atlas(rulebook))
    with asking:
        if mode is Mode.SHORTEST:
            shortest.draw(ahead, swaying, rulebook)
        else:
            questions.draw(swaying, rulebook)
    with telling:
        what_if.draw(it, ahead, rulebook)
        examples.start_over()
        state.keep_address(**({"ask": mode} if mode is Mode.SHORTEST else {}))
