"""Draws which broker a demo will run on and why that one, and how to get it where it is missing."""

import streamlit as st

from backends.errors import BackendError
from demos import programs
from demos.demo import Demo
from demos.errors import ProgramMissing
from ui import brokers, paint, pulls, reach, recordings


def draw(demo: Demo) -> bool:
    """Draw every broker and program that the demo needs; True if all of them can be had."""
    try:
        wanted = reach.of(demo)
    except BackendError as problem:
        paint.html("broker_setting.html", problem=str(problem))
        return False
    with st.container(key="qw_where"):
        for each in wanted:
            _draw_broker(each)
        complete = _has_programs(demo) and all(each.selection.chosen for each in wanted)
        if not complete and recordings.exists(demo.id):
            paint.html("recording_instead.html")
    return complete


def _has_programs(demo: Demo) -> bool:
    try:
        programs.require(demo)
    except ProgramMissing as problem:
        paint.html("program_missing.html", problem=str(problem))
        return False
    return True


def _draw_broker(it: reach.Reach) -> None:
    warmth = brokers.warm().look(it.selection.broker)
    endpoint = None if it.private else warmth.endpoint
    failure = None if it.private else warmth.failure
    paint.html(
        "broker.html",
        it=it.selection,
        private=it.private,
        able=it.able,
        asked=[finding.backend for finding in it.selection.findings],
        endpoint=endpoint,
        failure=failure,
    )
    pulls.offer(it.selection)
