"""Draws a run from the click to the judged claim: its stage, the live picture, the books, the outcome."""

from collections.abc import Mapping

import streamlit as st

from demos.demo import Demo
from demos.route import route_for
from demos.run import Run, Snapshot, Status
from ui import brokers, live, paint, plain, run_books, runs, state, topology
from ui.words import say

LOOK_SECONDS = 0.4


def controls(demo: Demo, parameters: Mapping[str, int], *, possible: bool) -> None:
    """Draw Run and, while a run is on, Cancel."""
    run = runs.mine()
    busy = run is not None and not run.status.ended
    with st.container(key="qw_run_buttons", horizontal=True):
        # The numbers are read after the click: a callback would get those of the run before.
        if st.button(say("try_it.run"), type="primary", key="run", disabled=busy or not possible):
            runs.ask_for(demo, parameters)
            st.rerun()
        if busy:
            st.button(say("try_it.cancel"), key="cancel", on_click=runs.cancel)
    if run is not None and busy and run.demo.id != demo.id:
        st.caption(say("try_it.another", title=plain.markdown(run.demo.title)))
    if refusal := state.refusal():
        paint.html("refused.html", why=refusal)


def draw(demo: Demo, parameters: Mapping[str, int]) -> None:
    """Draw the run of this demo that the visitor asked for last; before that, the way that messages will take."""
    run = runs.mine()
    if run is not None and run.demo.id != demo.id:
        run = None
    with st.container(key="qw_stage"):
        head, picture, books = st.container(), st.container(key="qw_picture", border=True), st.container()
        with head:
            _draw_head(run)
        with picture:
            _draw_picture(demo, run, parameters)
        with books:
            _draw_books(run)


def _draw_head(run: Run | None) -> None:
    if run is None:
        paint.html("run_before.html")
    elif run.status.ended:
        paint.html("run_ended.html", it=run.snapshot(), demo=run.demo)
    else:
        _follow(run)


@st.fragment(run_every=LOOK_SECONDS)
def _follow(run: Run) -> None:
    snapshot = run.snapshot()
    if snapshot.status.ended:
        st.rerun()
    st.progress(snapshot.share, text=plain.markdown(sentence(snapshot, run.demo)))


def _draw_picture(demo: Demo, run: Run | None, parameters: Mapping[str, int]) -> None:
    chapters = {chapter.id: chapter.says for chapter in demo.chapters}
    route = run.snapshot().route if run else route_for(demo, parameters)
    key = run.id if run else f"{demo.id} {sorted(parameters.items())}"
    topology.show(route, chapters=chapters, run=key, source=live.address(run) if run else None)


def _draw_books(run: Run | None) -> None:
    if run is None:
        return
    if run.status.ended:
        run_books.draw(run.snapshot())
        run_books.draw_end(run.snapshot())
    else:
        _follow_books(run)


@st.fragment(run_every=LOOK_SECONDS)
def _follow_books(run: Run) -> None:
    run_books.draw(run.snapshot())


def sentence(snapshot: Snapshot, demo: Demo) -> str:
    """What a run that has not ended is doing."""
    if snapshot.status is Status.QUEUED:
        return say("try_it.queued_next" if snapshot.place <= 1 else "try_it.queued", ahead=snapshot.place - 1)
    if snapshot.status is Status.PREPARING:
        return brokers.progress(snapshot.preparing) if snapshot.preparing else say("try_it.beginning")
    chapters = {chapter.id: chapter.says for chapter in demo.chapters}
    return chapters.get(snapshot.chapter, say("try_it.beginning"))
