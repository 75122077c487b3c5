"""Lets a visitor watch a run that somebody else started, by its address. Its controls stay with who started it."""

import streamlit as st

from demos.performance import Performance
from ui import paint, public, runs, screens, state
from ui.words import say


def arrive() -> None:
    """Take the run that the address asks to watch, with its demo; say so where it is not there any more."""
    if asked := state.place("run"):
        state.watch(asked)
        if run := runs.find(asked):
            state.choose_demo(run.demo.id)
    if (watched := state.watched()) and runs.find(watched) is None:
        paint.html("run_gone.html")


def offer(run: Performance) -> None:
    """Offer the address at which others can watch `run`."""
    base = public.address() or public.origin(st.context.url or "")
    with st.popover(say("try_it.invite")):
        st.caption(say("try_it.invite_lead"))
        st.code(f"{base}/{screens.TRY_IT.path}?run={run.id}", language=None, wrap_lines=True)
