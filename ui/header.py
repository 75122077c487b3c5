"""The top of every page: the wordmark and the way to the other pages."""

import streamlit as st

from ui import paint, screens


def draw() -> None:
    """Draw the header. The links keep the answers."""
    with st.container(key="qw_header", horizontal=True, vertical_alignment="center"):
        paint.html("wordmark.html")
        for screen in screens.SCREENS:
            screens.link(screen)
