"""Begins and ends every run of a page: without a whole rulebook there is nothing to show but what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rules import RulebookError
from ui import paint, presence, rulebook_in_use, state


@contextmanager
def session(page: str) -> Iterator[None]:
    """Open the session before a page draws, and say that somebody is here."""
    try:
        state.open_session(rulebook_in_use.rulebook())
    except RulebookError as broken:
        paint.html("broken_rulebook.html", problems=broken.problems)
        st.stop()
    state.enter(page)
    presence.notice()
    yield
