"""Follows links between pages inside of the session.

A link in text of ours is an ordinary one, so it can be copied and opened in a tab of its own. Followed as such it would
load the app again, which is a new session: without the visitor's own rulebook, and without a run that is on.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from rules import read_answers
from ui import rulebook_in_use, screens, state

_SCRIPT = Path(__file__).parent / "links.js"


def follow(page: str) -> None:
    """Let links between pages stay in the session; go where the visitor clicked, with the answers of that link.

    `page` is the path of the page that is drawn. It begins at its top.
    """
    # In a list: among the values of a mapping Streamlit looks for tables, and imports pandas to do so.
    data = [{"paths": ["", *(screen.path for screen in screens.SCREENS)], "page": page}]
    clicked = _component()(data=data, key="links", height=0, on_follow_change=_heard).follow
    if isinstance(clicked, dict):
        _go(str(clicked.get("path")), parse_qsl(str(clicked.get("search", "")).removeprefix("?")))


def _go(path: str, parameters: list[tuple[str, str]]) -> None:
    """Go to a page. The browser could send anything, so the answers are read like those of an address."""
    screen = next((screen for screen in screens.SCREENS if screen.path == path), screens.SCREENS[0])
    if pairs := [(name, value) for name, value in parameters if name not in state.PLACES]:
        state.set_answers(read_answers(pairs, rulebook_in_use.rulebook()).answers)
    state.arrive_again()
    st.switch_page(screen.file, query_params=state.link() | dict(_places(parameters)))


def _places(parameters: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in parameters if name in state.PLACES)


def _heard() -> None:
    """Streamlit gives a value only to who asks to hear of it."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("queuewise_links", js=_SCRIPT.read_text(encoding="utf-8"))
