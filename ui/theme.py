"""The look: the style sheet that goes on every page, and the sign of the app."""

from pathlib import Path

import streamlit as st

from ui.words import say

STYLE = Path(__file__).parent / "theme.css"
DECIDE = Path(__file__).parent / "decide.css"
TRY_IT = Path(__file__).parent / "try_it.css"
RULEBOOK = Path(__file__).parent / "rulebook.css"
ICON = Path(__file__).parent / "static" / "icon.svg"
"""A file of ours: an icon name would make the browser ask fonts.gstatic.com."""


def apply(style: Path = STYLE) -> None:
    """Put a style sheet on the page."""
    st.html(style)


def title(page: str) -> str:
    """What the browser shows on the tab."""
    return say("frame.tab", page=page)
