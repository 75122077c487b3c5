"""Questions on the left, the verdict on the right. An answer draws the verdict again and nothing else."""

import streamlit as st

from rules import Rulebook, recommend
from ui import examples, questions, state, verdict

VERDICT = "verdict"


def draw(rulebook: Rulebook) -> None:
    """Draw questions and verdict side by side; on a phone one below the other."""
    asking, telling = st.columns([11, 10], gap="large")
    with asking, st.container(key="qw_questions"):
        questions.draw(rulebook, answered=_tell)
    with telling:
        _verdict(rulebook)


@st.fragment(key=VERDICT)
def _verdict(rulebook: Rulebook) -> None:
    recommendation = recommend(state.answers(), rulebook)
    with st.container(key="qw_verdict"):
        above = st.container()
        verdict.draw(recommendation, rulebook)  # sent first, because it is what everybody waits for
        with above:
            verdict.lead_on(recommendation)
        examples.start_over()
    state.keep_address()


def _tell() -> None:
    st.rerun(VERDICT)
