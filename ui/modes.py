"""The two ways to be asked: the whole form, or one question at a time in the order that settles most."""

from enum import StrEnum

import streamlit as st

from ui import state
from ui.words import say

_KEY = "mode"


class Mode(StrEnum):
    """How a visitor is asked."""

    WHOLE = "whole"
    SHORTEST = "shortest"


def chosen() -> Mode:
    """What the visitor chose; on arrival what the address asks for; else the whole form."""
    asked = state.place("ask") or state.mode()
    return Mode(asked) if asked in set(Mode) else Mode.WHOLE


def draw() -> Mode:
    """Draw the choice; give what is chosen."""
    mode = chosen()
    state.set_mode(mode)
    state.bind(_KEY, mode)
    st.segmented_control(
        say("decide.mode"),
        list(Mode),
        format_func=lambda each: say(f"decide.mode_{each}"),
        key=_KEY,
        required=True,
        on_change=_take,
    )
    return mode


def _take() -> None:
    state.set_mode(str(state.widget(_KEY)))
