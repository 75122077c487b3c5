"""Says what was wrong with the address that a visitor came with. Nothing is guessed, nothing else is lost."""

import streamlit as st

from ui import paint, state
from ui.words import say


def draw() -> None:
    """Draw what was dropped from the address, until the visitor has seen it."""
    reading = state.reading()
    if reading and reading.dropped:
        paint.html("dropped.html", dropped=reading.dropped, kept=len(reading.answers))
        st.button(say("decide.dismiss"), key="dismiss_dropped", type="tertiary", on_click=state.dismiss_reading)
