"""Draws a run from the click to the judged claim: its stage, the live picture, the books, the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from demos.demo import Demo
from demos.route import route_for
from demos.run import Run, Snapshot, Status
from ui import brokers, live, paint, plain, run_books, run_predictions, runs, state, topology
from ui.words import say

LOOK_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asks a run for: its numbers, and what they think will be counted."""

    parameters: Mapping[str, int]
    guesses: Mapping[str, int]


def start(demo: Demo, asked: Asked, *, possible: bool) -> None:
    """Draw the button that asks for a run."""
    run = runs.mine()
    busy = run is not None and not run.status.ended
    _draw_start(demo, asked, key="run", enabled=possible and not busy)
    if run is not None and busy and run.demo.id != demo.id:
        st.caption(say("try_it.another", title=plain.markdown(run.demo.title)))
        st.button(say("try_it.cancel"), key="cancel_other", on_click=runs.cancel)
    if refusal := state.refusal():
        paint.html("refused.html", why=refusal)


def draw(demo: Demo, asked: Asked) -> None:
    """Draw the run of this demo that the visitor asked for last; before that, the way that messages will take."""
    run = runs.mine()
    if run is not None and run.demo.id != demo.id:
        run = None
    with st.container(key="qw_stage"):
        head, picture, books = st.container(), st.container(key="qw_picture", border=True), st.container()
        with head:
            _draw_head(demo, run, asked)
        with picture:
            _draw_picture(demo, run, asked)
        with books:
            _draw_books(run)


def _draw_start(demo: Demo, asked: Asked, *, key: str, enabled: bool) -> None:
    # The numbers are read after the click: a callback would get those of the run before.
    kind: Literal["primary", "secondary"] = "primary" if key == "run" else "secondary"
    if st.button(say(f"try_it.{key}"), type=kind, key=key, disabled=not enabled):
        runs.ask_for(demo, asked.parameters, asked.guesses)
        st.rerun()


def _draw_head(demo: Demo, run: Run | None, asked: Asked) -> None:
    if run is None:
        paint.html("run_before.html")
    elif run.status.ended:
        paint.html("run_ended.html", it=run.snapshot(), demo=run.demo)
        run_predictions.draw(run.snapshot())
        _draw_start(demo, asked, key="again", enabled=True)
    else:
        with st.container(key="qw_progress", horizontal=True, vertical_alignment="bottom"):
            _follow(run)
            st.button(say("try_it.cancel"), key="cancel", on_click=runs.cancel)
        run_predictions.draw(run.snapshot())


@st.fragment(run_every=LOOK_SECONDS)
def _follow(run: Run) -> None:
    snapshot = run.snapshot()
    if snapshot.status.ended:
        st.rerun()
    paint.html("run_progress.html", share=snapshot.share, says=sentence(snapshot, run.demo))


def _draw_picture(demo: Demo, run: Run | None, asked: Asked) -> None:
    chapters = {chapter.id: chapter.says for chapter in demo.chapters}
    route = run.snapshot().route if run else route_for(demo, asked.parameters)
    key = run.id if run else f"{demo.id} {sorted(asked.parameters.items())}"
    topology.show(route, chapters=chapters, run=key, source=live.address(run) if run else None)


def _draw_books(run: Run | None) -> None:
    if run is None:
        return
    if run.status.ended:
        run_books.draw(run.snapshot(), run.demo)
        run_books.draw_end(run.snapshot(), run.demo)
    else:
        _follow_books(run)


@st.fragment(run_every=LOOK_SECONDS)
def _follow_books(run: Run) -> None:
    run_books.draw(run.snapshot(), run.demo)


def sentence(snapshot: Snapshot, demo: Demo) -> str:
    """What a run that has not ended is doing."""
    if snapshot.status is Status.QUEUED:
        return say(f"try_it.queued_{min(snapshot.place, 3)}", ahead=snapshot.place - 1)
    if snapshot.status is Status.PREPARING:
        return brokers.progress(snapshot.preparing) if snapshot.preparing else say("try_it.beginning")
    chapters = {chapter.id: chapter.says for chapter in demo.chapters}
    return chapters.get(snapshot.chapter, say("try_it.beginning"))
