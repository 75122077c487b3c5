"""The live picture of a run: its route, and the messages that move along it as they happen.

The browser gets the events from `ui/live.py`, not through Streamlit, and draws each of them once.
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from demos.demo import Demo, Route
from ui import telling
from ui.words import LANGUAGE, page_words, say

FOLDER = Path(__file__).parent
_SCRIPTS = ("layout.js", "labels.js", "drawing.js", "dots.js", "motion.js", "twins.js", "replay.js", "topology.js")


def show(demo: Demo, route: Route, *, run: str, source: str | None, label: str = "") -> None:
    """Draw a route of `demo`. With `source`, the address of a run's events, its messages move.

    A picture is begun anew when `run` changes and goes on otherwise. A screen reader hears each stage of the run.
    `label` says what is not to be taken for a run of this moment. What is over can be seen once more, step by step.
    """
    drawn = data(demo, route, run=run, source=source, label=label)
    # In a list: among the values of a mapping Streamlit looks for tables, and imports pandas to do so.
    _component()(data=[drawn], key="topology")


def data(demo: Demo, route: Route, *, run: str, source: str | None, label: str = "") -> dict[str, Any]:
    """Give what the component draws from."""
    return {
        "route": plain(route),
        "description": description(route),
        "chapters": telling.chapters(demo),
        "faults": telling.faults(demo),
        "names": telling.stop_names(route),
        "words": dict(page_words(LANGUAGE, "topology")),
        "sentences": dict(page_words(LANGUAGE, "events")),
        "run": run,
        "source": source,
        "label": label,
    }


def plain(route: Route) -> dict[str, Any]:
    """A route as JSON knows it."""
    return asdict(route)


def description(route: Route) -> str:
    """The route in words: which stop leads to which."""
    labels = {stop.id: stop.label for stop in route.stops}
    ways = [say("topology.way", start=labels[arrow.start], end=labels[arrow.end]) for arrow in route.arrows]
    reached = {end for arrow in route.arrows for end in (arrow.start, arrow.end)}
    alone = [say("topology.alone", stop=stop.label) for stop in route.stops if stop.id not in reached]
    return say("topology.description", ways="; ".join(ways + alone))


@cache
def script() -> str:
    """The whole script of the component, in the order in which its parts need each other."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS)


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_topology",
        html=(FOLDER / "topology.html").read_text(encoding="utf-8"),
        css=(FOLDER / "topology.css").read_text(encoding="utf-8"),
        js=script(),
    )
