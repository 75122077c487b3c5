"""Says on every page that a rulebook of the visitor's own is in use, and leads back to the one of the app."""

import streamlit as st

from ui import option_marks, paint, rulebook_in_use, state
from ui.words import say


def draw() -> None:
    """Draw the banner, and once after a change of rulebooks which answers were dropped."""
    option_marks.apply(rulebook_in_use.rulebook())
    if own := state.own_rulebook():
        with st.container(key="qw_own_banner", horizontal=True, vertical_alignment="center"):
            paint.html("rulebook_banner.html", rulebook=own)
            st.button(say("frame.own_back"), key="own_back", on_click=rulebook_in_use.give_back)
    if reading := state.unfit():
        paint.html("rulebook_unfit.html", dropped=reading.dropped)
        st.button(
            say("frame.unfit_dismiss"), key="dismiss_unfit", type="tertiary", on_click=state.set_unfit, args=(None,)
        )
