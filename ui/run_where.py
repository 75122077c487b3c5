"""Draws which broker a demo will run on and why that one, and how to get it where it is missing."""

import streamlit as st

from backends.contract import Selection
from backends.errors import BackendError
from demos.demo import Demo
from ui import brokers, paint, pulls


def draw(demo: Demo) -> bool:
    """Draw every broker that the demo needs; True if all of them can be had."""
    try:
        wanted = dict.fromkeys(need.broker for need in demo.needs.values())
        selections = [brokers.selection(broker) for broker in wanted]
    except BackendError as problem:
        paint.html("broker_setting.html", problem=str(problem))
        return False
    with st.container(key="qw_where"):
        for selection in selections:
            _draw_broker(selection)
    return all(selection.chosen for selection in selections)


def _draw_broker(selection: Selection) -> None:
    warmth = brokers.warm().look(selection.broker)
    paint.html("broker.html", it=selection, endpoint=warmth.endpoint, failure=warmth.failure)
    pulls.offer(selection)
