"""Says in a sentence what an event is. The picture says the same words, in the browser (`ui/topology/twins.js`)."""

from collections import Counter
from functools import lru_cache

from demos.demo import Demo, Route
from demos.events import Event, What
from demos.requests import ASKED
from ui.words import say

_FAULT_NAMES = (ASKED, "begun")
"""What is observed under these names is a fault, by its id."""


def tell(event: Event, route: Route, demo: Demo) -> tuple[float, str]:
    """When an event happened, in seconds since the run began, and its sentence."""
    stops = stop_names(route)
    names = chapters(demo) if event.what is What.STAGE else {}
    name, value = str(event.detail.get("name", "")), str(event.detail.get("value", ""))
    values = {
        **event.detail,
        "name": names.get(name, name),
        "value": faults(demo).get(value, value) if name in _FAULT_NAMES else value,
        "message": event.message or "",
        "stop": stops.get(event.stop, event.stop),
        "queue": stops.get(str(event.detail.get("queue", "")), event.detail.get("queue", "")),
    }
    return event.at, say(f"events.{_sentence(event)}", **values)


@lru_cache(maxsize=256)
def stop_names(route: Route) -> dict[str, str]:
    """The label of each stop by its id; where two have the same, with the stop that leads there."""
    labels = {stop.id: stop.label for stop in route.stops}
    before = {arrow.end: labels[arrow.start] for arrow in reversed(route.arrows)}
    often = Counter(labels.values())
    return {
        id_: say("topology.one_of", stop=label, before=before[id_]) if often[label] > 1 and id_ in before else label
        for id_, label in labels.items()
    }


def chapters(demo: Demo) -> dict[str, str]:
    """The words of each chapter by its id."""
    return {chapter.id: chapter.says for chapter in demo.chapters}


def faults(demo: Demo) -> dict[str, str]:
    """The words of each fault by its id."""
    return {fault.id: fault.says for fault in demo.faults}


def _sentence(event: Event) -> str:
    if event.what is What.DELIVERED and event.detail.get("redelivered"):
        return "delivered_again"
    if event.what is What.CLOSED and not event.detail.get("waiting"):
        return "closed_empty"
    if event.what is What.OBSERVED and event.detail.get("name") in _FAULT_NAMES:
        return f"observed_{event.detail['name']}"
    if event.what in (What.OBSERVED, What.MEASURED) and event.message:
        return f"{event.what}_of"
    return event.what.value
