"""Draws HTML of ours that has buttons: what they say is told to Python. One element each, quick to draw again."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from ui import state

Hear = Callable[[Mapping[str, Any]], None]
"""Takes what a button says. A browser could say anything: it is an object of JSON, and nothing more is sure."""

_SCRIPT = Path(__file__).parent / "card.js"


def draw(html: str, *, key: str, hear: Hear = lambda _: None) -> None:
    """Put a rendered template on the page. `hear` gets the `data-tell` of a button that is pressed.

    What a template wrote was escaped there. A `<details>` with an id stays open; the focus goes to `data-focus` if
    what had it is gone.
    """
    _component()(data={"card": html}, key=key, on_told_change=partial(_told, key, hear))


def _told(key: str, hear: Hear) -> None:
    told = getattr(state.widget(key), "told", None)
    if isinstance(told, dict):
        hear(told)


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_card",
        html='<div class="stHtml"></div>',
        js=_SCRIPT.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
