"""The top of every page: the wordmark and the way to the other pages."""

import streamlit as st

from ui import paint, screens


def draw(here: str) -> None:
    """Draw the header on the page with the title `here`. The links keep the answers."""
    with st.container(key="qw_header", horizontal=True, vertical_alignment="center"):
        paint.html("wordmark.html")
        with st.container(key="qw_nav", horizontal=True, width="content", gap=None):
            for screen in screens.SCREENS:
                _draw_link(screen, current=screens.title(screen) == here)


def _draw_link(screen: screens.Screen, *, current: bool) -> None:
    with st.container(key=f"qw_nav_{'current' if current else screen.path}", width="content"):
        screens.link(screen)
