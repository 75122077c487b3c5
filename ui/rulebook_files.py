"""Gives rulebooks as files: the one of the app and the visitor's own, and the schema that editors complete from."""

from functools import partial

import streamlit as st

from rules import write_rulebook
from ui import state
from ui.team_rulebook import rulebook_of_the_app
from ui.words import say

_YAML = "application/yaml"


def draw() -> None:
    """Draw the downloads. A file is written when somebody asks for it."""
    own = state.own_rulebook()
    with st.container(key="qw_files", horizontal=True):
        st.download_button(
            say("rulebook.download"),
            partial(write_rulebook, rulebook_of_the_app()),
            file_name="queuewise-rulebook.yaml",
            mime=_YAML,
            on_click="ignore",
            key="download_shipped",
        )
        if own:
            st.download_button(
                say("rulebook.download_own"),
                partial(write_rulebook, own),
                file_name="my-rulebook.yaml",
                mime=_YAML,
                on_click="ignore",
                key="download_own",
            )
