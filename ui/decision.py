"""Questions on the left, the verdict on the right. An answer draws these two again and nothing else."""

import streamlit as st

from rules import Rulebook, recommend
from ui import examples, questions, state, verdict


@st.fragment
def draw(rulebook: Rulebook) -> None:
    """Draw questions and verdict side by side; on a phone one below the other."""
    asking, telling = st.columns([11, 10], gap="large")
    # Drawn first, because it is what everybody waits for.
    with telling, st.container(key="qw_verdict"):
        verdict.draw(recommend(state.answers(), rulebook), rulebook)
        examples.start_over()
        state.keep_address()
    with asking:
        questions.draw(rulebook)
