"""Draws a run from the click to the judged claim: its head, the live picture, the books."""

import streamlit as st

from demos.demo import Demo
from demos.performance import Performance
from demos.route import route_for
from demos.snapshot import Status
from rules import Rulebook
from ui import live, run_books, run_head, run_lanes, runs, topology
from ui.asked import Asked
from ui.run_head import LOOK_SECONDS
from ui.words import say


def draw(demo: Demo, asked: Asked, rulebook: Rulebook) -> None:
    """Draw what is performed of this demo; before that, the way that messages will take."""
    shown = runs.shown(demo)
    it = shown.it if shown else None
    with st.container(key="qw_stage"):
        head, picture, books = st.container(), st.container(key="qw_picture", border=True), st.container()
        with head:
            run_head.draw(demo, shown, asked)
        with picture:
            _draw_picture(demo, it, asked)
        with books:
            _draw_books(it, rulebook)


def _draw_picture(demo: Demo, it: Performance | None, asked: Asked) -> None:
    if it is None:
        key = f"{demo.id} {sorted(asked.parameters.items())}"
        topology.show(demo, route_for(demo, asked.parameters), run=key, source=None)
        return
    snapshot = it.snapshot()
    label = say("try_it.recording_of", day=run_head.day(snapshot.recorded)) if snapshot.recorded else ""
    topology.show(demo, snapshot.route, run=it.id, source=live.address(it), label=label)


def _draw_books(it: Performance | None, rulebook: Rulebook) -> None:
    if it is None:
        return
    if it.status in (Status.PREPARING, Status.RUNNING):
        _follow_books(it, rulebook)
    else:  # there is nothing more, or nothing yet, to follow
        _draw_counts(it, rulebook)
    if it.status.ended:
        run_books.draw_end(it.snapshot(), it.demo)


@st.fragment(run_every=LOOK_SECONDS)
def _follow_books(it: Performance, rulebook: Rulebook) -> None:
    _draw_counts(it, rulebook)


def _draw_counts(it: Performance, rulebook: Rulebook) -> None:
    snapshot = it.snapshot()
    run_lanes.draw(snapshot, it.demo, rulebook)
    run_books.draw(snapshot, it.demo)
