"""Draws the state of every gate: passed, or each finding with its place, its answers and its rules."""

import streamlit as st

from rules import Rulebook
from ui import paint
from ui.names import names
from ui.rulebook_proof import proof
from ui.words import say

MOST = 12
"""How many findings of one gate are drawn; the others are counted."""


def draw(rulebook: Rulebook) -> None:
    """Draw the gates. The first time, a rulebook is checked while the visitor waits and is told so."""
    with st.container(key="qw_checks"):
        with st.spinner(say("rulebook.checking"), show_time=True):
            found = proof(rulebook)
        gates = [check.gate for check in found.audit.checks]
        paint.html(
            "rulebook_checks.html", proof=found, gates=gates, names=names(rulebook), rulebook=rulebook, most=MOST
        )
