"""The live picture of a run: its route, and the messages that move along it as they happen.

The browser gets the events from `ui/live.py`, not through Streamlit, and draws each of them once.
"""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from demos.demo import Route
from ui.words import LANGUAGE, page_words, say

FOLDER = Path(__file__).parent
_SCRIPTS = ("layout.js", "drawing.js", "dots.js", "motion.js", "twins.js", "replay.js", "topology.js")


def show(route: Route, *, chapters: Mapping[str, str], run: str, source: str | None) -> None:
    """Draw a route. With `source`, the address of a run's events, its messages move.

    A picture is begun anew when `run` changes and goes on otherwise. `chapters` are the words for each stage
    of the run; a screen reader hears them as they come. A run that is over can be seen once more, step by step.
    """
    _component()(data=data(route, chapters=chapters, run=run, source=source), key="topology")


def data(route: Route, *, chapters: Mapping[str, str], run: str, source: str | None) -> dict[str, Any]:
    """Give what the component draws from."""
    return {
        "route": plain(route),
        "description": description(route),
        "chapters": dict(chapters),
        "words": dict(page_words(LANGUAGE, "topology")),
        "sentences": dict(page_words(LANGUAGE, "events")),
        "run": run,
        "source": source,
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
