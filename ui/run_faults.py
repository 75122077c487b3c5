"""Draws the buttons that break something while a run is on. Each fault ends by itself."""

from contextlib import suppress

import streamlit as st

from demos.demo import Fault
from demos.errors import DemoError
from demos.performance import Performance
from ui import paint, plain

LOOK_SECONDS = 0.4


@st.fragment(run_every=LOOK_SECONDS)
def draw(it: Performance) -> None:
    """Draw a button for every fault; those that cannot be had at this moment are off, those never here are named."""
    offer = it.snapshot().offer
    faults = {fault.id: fault for fault in it.demo.faults}
    beyond = [faults[id_].says for id_ in offer.beyond]
    paint.html("faults.html", on=faults.get(offer.on or ""), beyond=beyond, where=it.snapshot().where)
    with st.container(key="qw_faults", horizontal=True):
        for fault in it.demo.faults:
            if fault.id not in offer.beyond:
                _draw_button(it, fault, possible=fault.id in offer.possible)


def _draw_button(it: Performance, fault: Fault, *, possible: bool) -> None:
    label = plain.markdown(fault.says)
    st.button(label, key=f"fault_{fault.id}", disabled=not possible, on_click=_ask, args=(it, fault.id))


def _ask(it: Performance, fault: str) -> None:
    # Another one came first, or the run ended meanwhile: the buttons say so in a moment.
    with suppress(DemoError):
        it.request(fault)
