"""Leads a visitor through the demos of their reasons, one after the other, and shows how far they have come."""

import time
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from demos.catalogue import defaults
from demos.demo import Demo
from demos.snapshot import Status
from ui import paint, reach, receipts, recordings, runs, state
from ui.live_reasons import LiveReason
from ui.tour import HOLD_SECONDS, Stop, Tour, planned
from ui.words import say

LOOK_SECONDS = 0.5


def plan(reasons: Sequence[LiveReason]) -> tuple[Stop, ...]:
    """The stops that a tour of these reasons would have here."""
    return planned(reasons, timed=receipts.seconds, possible=_possible)


def begin(reasons: Sequence[LiveReason]) -> None:
    """Begin a tour, unless one or another run of the visitor is on."""
    run = runs.mine()
    if (stops := plan(reasons)) and (run is None or run.status.ended):
        state.set_tour(Tour(stops, time.monotonic()))


def end() -> None:
    """End the tour and what it has begun."""
    if tour := state.tour():
        state.set_tour(replace(tour, cut=True))
        runs.cancel()
        runs.skip()


def close() -> None:
    """Put the tour away."""
    state.set_tour(None)


def advance() -> None:
    """Note what has ended, and begin what comes next. Called before the page is drawn."""
    if (tour := state.tour()) is None:
        return
    if (current := tour.current) and _is_due(current):
        it = runs.find(current.it or "")
        tour = tour.changed(current, replace(current, ended=it.status if it else Status.FAILED))
    if tour.current is None and not tour.cut and (following := tour.following):
        id_ = _begin(following.demo)
        tour = tour.changed(following, replace(following, it=id_)) if id_ else replace(tour, cut=True)
    state.set_tour(tour)


def draw() -> None:
    """Draw how far the tour has come, with the way out of it."""
    if (tour := state.tour()) is None:
        return
    with st.container(key="qw_tour", horizontal=True, vertical_alignment="top"):
        if tour.over:
            paint.html("tour.html", tour=tour, seconds=None)
            st.button(say("tour.close"), key="tour_close", on_click=close)
        else:
            _follow(tour)
            st.button(say("tour.end"), key="tour_end", on_click=end)


@st.fragment(run_every=LOOK_SECONDS)
def _follow(tour: Tour) -> None:
    current = tour.current
    if current is None or _is_due(current):
        st.rerun()
    paint.html("tour.html", tour=tour, seconds=round(time.monotonic() - tour.began))


def _is_due(stop: Stop) -> bool:
    """Whether a stop has ended and its outcome was there to be seen for a moment."""
    it = runs.find(stop.it or "")
    return it is None or (it.status.ended and (it.ended_seconds_ago or 0.0) >= HOLD_SECONDS)


def _possible(demo: Demo) -> bool:
    return not reach.lacks(demo) or recordings.exists(demo.id)


def _begin(demo: Demo) -> str | None:
    """Run a demo as usual, or play its recording where it cannot be run; give its id, None if it was refused."""
    state.choose_demo(demo.id)
    return runs.play(demo, {}) if reach.lacks(demo) else runs.ask_for(demo, defaults(demo), {})
