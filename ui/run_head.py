"""Draws the top of a run: whose it is, how far it has come and what can be done to it, and in the end its outcome."""

from datetime import date
from functools import lru_cache

import streamlit as st

from demos.demo import Demo
from demos.evidence_file import written
from demos.performance import Performance
from demos.snapshot import Snapshot, Status
from ui import (
    brokers,
    paint,
    queueing,
    run_faults,
    run_line,
    run_predictions,
    run_start,
    runs,
    telling,
    tour_guide,
    watching,
)
from ui.asked import Asked
from ui.runs import Shown
from ui.words import say

LOOK_SECONDS = 0.4
LINE_SECONDS = 1.0
"""How often who waits is told the place in line: many may wait, and every look costs server and browser some work."""

KEPT = 16
"""How many files of evidence are kept written; the longest has under a million bytes."""


def draw(demo: Demo, shown: Shown | None, asked: Asked) -> None:
    """Draw it; before anything was run, that nothing moves yet. A tour stands above it."""
    tour_guide.draw()
    if shown is None:
        paint.html("run_before.html")
        return
    snapshot = shown.it.snapshot()
    _draw_kind(shown, snapshot)
    if snapshot.status.ended:
        _draw_end(demo, shown, snapshot, asked)
    else:
        _draw_progress(demo, shown, asked)


def _draw_kind(shown: Shown, snapshot: Snapshot) -> None:
    """Say first what this is, if it is not the visitor's own run."""
    if snapshot.recorded:
        same = getattr(shown.it, "same_code", True)
        waiting = runs.waiting_for_turn()
        paint.html("run_recorded.html", it=snapshot, day=day(snapshot.recorded), same=same, waiting=waiting)
        run_line.draw()
    elif not shown.own:
        paint.html("run_watched.html", ended=snapshot.status.ended)


def day(it: date) -> str:
    """A day as people write it."""
    return f"{it.day} {it:%B %Y}"


def _draw_progress(demo: Demo, shown: Shown, asked: Asked) -> None:
    with st.container(key="qw_progress", horizontal=True, vertical_alignment="bottom"):
        waits = shown.it.status is Status.QUEUED
        st.fragment(_tell, run_every=LINE_SECONDS if waits else LOOK_SECONDS)(shown.it, waits=waits)
        if shown.own and shown.it.snapshot().recorded:
            st.button(say("try_it.skip"), key="skip", on_click=runs.skip)
        elif shown.own:
            st.button(say("try_it.cancel"), key="cancel", on_click=runs.cancel)
    if not shown.own:
        return
    run_predictions.draw(shown.it.snapshot())
    if shown.it.snapshot().recorded is None:
        with st.container(key="qw_meanwhile", horizontal=True):
            if shown.it.status is Status.QUEUED:
                run_start.play_button(demo, asked, key="play_meanwhile")
            watching.offer(shown.it)
        if shown.it.demo.faults:
            run_faults.draw(shown.it)


def _draw_end(demo: Demo, shown: Shown, snapshot: Snapshot, asked: Asked) -> None:
    paint.html("run_ended.html", it=snapshot, demo=shown.it.demo, own=shown.own)
    if shown.own:
        run_predictions.draw(snapshot)
    with st.container(key="qw_after", horizontal=True):
        if snapshot.recorded:
            run_start.play_button(demo, asked, key="play_again")
        else:
            run_start.button(demo, asked, key="again" if shown.own else "yourself", enabled=asked.possible)
        _draw_download(shown.it, snapshot)
        if shown.own and not snapshot.recorded:
            watching.offer(shown.it)


def _draw_download(it: Performance, snapshot: Snapshot) -> None:
    if snapshot.events:
        st.download_button(
            say("try_it.evidence"),
            _file_of(it, snapshot.status, len(snapshot.events)),
            file_name=f"{it.demo.id}-{snapshot.seed}.json",
            mime="application/json",
            on_click="ignore",
            key="evidence",
        )


@lru_cache(maxsize=KEPT)
def _file_of(it: Performance, _status: Status, _events: int) -> str:
    """The evidence of what the page shows, once for all its drawings.

    It is not left to the click: Streamlit forgets a file that it made then as soon as two pages of anybody are drawn.
    """
    return written(it.evidence())


def _tell(it: Performance, *, waits: bool) -> None:
    """Tell how far it has come; what is offered beside changes when it ends, or when its turn has come."""
    snapshot = it.snapshot()
    if snapshot.status.ended or waits is not (snapshot.status is Status.QUEUED):
        st.rerun()
    paint.html("run_progress.html", share=snapshot.share, says=sentence(snapshot, it.demo))


def sentence(snapshot: Snapshot, demo: Demo) -> str:
    """What a run that has not ended is doing."""
    if snapshot.status is Status.QUEUED:
        return queueing.sentence(snapshot)
    if snapshot.status is Status.PREPARING:
        return brokers.progress(snapshot.preparing) if snapshot.preparing else say("try_it.beginning")
    return telling.chapters(demo).get(snapshot.chapter, say("try_it.beginning"))
