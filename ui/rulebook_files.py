"""Gives rulebooks as files: the one of the app and the visitor's own, and the schema that editors complete from."""

from functools import lru_cache

import streamlit as st

from rules import Rulebook, write_rulebook
from ui import state
from ui.team_rulebook import rulebook_of_the_app
from ui.words import say

_YAML = "application/yaml"

KEPT = 8
"""How many rulebooks are kept written; an upload has a limit of its own."""


def draw() -> None:
    """Draw the downloads."""
    own = state.own_rulebook()
    with st.container(key="qw_files", horizontal=True):
        st.download_button(
            say("rulebook.download"),
            _file_of(rulebook_of_the_app()),
            file_name="queuewise-rulebook.yaml",
            mime=_YAML,
            on_click="ignore",
            key="download_shipped",
        )
        if own:
            st.download_button(
                say("rulebook.download_own"),
                _file_of(own),
                file_name="my-rulebook.yaml",
                mime=_YAML,
                on_click="ignore",
                key="download_own",
            )


@lru_cache(maxsize=KEPT)
def _file_of(rulebook: Rulebook) -> str:
    """The rulebook as a file, once for all who look at it.

    It is not left to the click: Streamlit forgets a file that it made then as soon as two pages of anybody are drawn.
    """
    return write_rulebook(rulebook)
