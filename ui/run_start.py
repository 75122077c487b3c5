"""Draws the buttons that begin something: a run, or its recording where a run cannot be had or has to wait."""

from typing import Literal

import streamlit as st

from demos.demo import Demo
from demos.snapshot import Status
from ui import paint, plain, recordings, runs, state
from ui.asked import Asked
from ui.words import say


def draw(demo: Demo, asked: Asked) -> None:
    """Draw them beside the numbers of the run, with what holds them up."""
    run = runs.mine()
    busy = run is not None and not run.status.ended
    with st.container(key="qw_start", horizontal=True):
        button(demo, asked, key="run", enabled=asked.possible and not busy)
        if run is None or not busy or run.status is Status.QUEUED:
            play_button(demo, asked, key="play")
    if run is not None and busy and run.demo.id != demo.id:
        st.caption(say("try_it.another", title=plain.markdown(run.demo.title)))
        st.button(say("try_it.cancel"), key="cancel_other", on_click=runs.cancel)
    if refusal := state.refusal():
        paint.html("refused.html", why=refusal)


def button(demo: Demo, asked: Asked, *, key: str, enabled: bool) -> None:
    """Draw a button that asks for a run."""
    # The numbers are read after the click: a callback would get those of the run before.
    kind: Literal["primary", "secondary"] = "primary" if key == "run" and asked.possible else "secondary"
    if st.button(say(f"try_it.{key}"), type=kind, key=key, disabled=not enabled):
        runs.ask_for(demo, asked.parameters, asked.guesses)
        st.rerun()


def play_button(demo: Demo, asked: Asked, *, key: str) -> None:
    """Draw a button that plays the recording, if there is one."""
    if not recordings.exists(demo.id):
        return
    kind: Literal["primary", "secondary"] = "primary" if key == "play" and not asked.possible else "secondary"
    if st.button(say(f"try_it.{key}"), type=kind, key=key):
        runs.play(demo, asked.guesses)
        st.rerun()
