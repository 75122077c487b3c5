"""The pages and how they link to each other: one list, so that a page has one file, one title and one address."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ui import state
from ui.words import say

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page: its file in `pages/`, its path in the address and the key of its title in the wording."""

    file: Path
    path: str
    title: str


DECIDE = Screen(file=PAGES / "decide.py", path="decide", title="frame.decide")
TRY_IT = Screen(file=PAGES / "try_it.py", path="try-it", title="frame.try_it")
COMPARE = Screen(file=PAGES / "compare.py", path="compare", title="frame.compare")
RULEBOOK = Screen(file=PAGES / "rulebook.py", path="rulebook", title="frame.rulebook")
SCREENS = (DECIDE, TRY_IT, COMPARE, RULEBOOK)


def title(screen: Screen) -> str:
    """What a page is called in links and on the tab."""
    return say(screen.title)


def link(screen: Screen, label: str | None = None, **place: str) -> None:
    """Draw a link to a page that keeps the answers; `place` says where on the page to go, `demo="…"` for example."""
    st.page_link(screen.file, label=label or title(screen), query_params=state.link() | place)


def page(screen: Screen) -> st.Page:
    """What Streamlit's router needs to know; the first screen is the start page."""
    return st.Page(screen.file, title=title(screen), url_path=screen.path, default=screen is SCREENS[0])
