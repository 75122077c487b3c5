"""Draws what was counted in a run, the judged claim, and everything that happened, in words."""

from demos.demo import Demo, Route
from demos.events import Event, What
from demos.run import Snapshot
from ui import paint
from ui.words import say

MOST = 600
"""How many events are told in words."""

_COUNTS = ("sent", "confirmed", "accepted", "returned", "refused", "expected", "executed", "retried", "redelivered")
_SELDOM = ("refused", "dead_lettered", "discarded")
"""Left out while nothing of it happened."""
_LOSSES = ("duplicated", "lost", "unknown", "unexpected")


def draw(snapshot: Snapshot, demo: Demo) -> None:
    """Draw the ledger beside the claim, which is judged in the end."""
    paint.html("run_books.html", it=snapshot, counts=_counts(snapshot), claim=demo.claim)


def draw_end(snapshot: Snapshot, demo: Demo) -> None:
    """Draw what only a run that has ended has: versions, durations, everything in words."""
    told = [tell(event, snapshot.route, demo) for event in snapshot.events[:MOST]]
    paint.html("run_end.html", it=snapshot, told=told, left_out=max(0, len(snapshot.events) - MOST))


def tell(event: Event, route: Route, demo: Demo) -> tuple[float, str]:
    """When an event happened, in seconds since the run began, and its sentence."""
    stops = {stop.id: stop.label for stop in route.stops}
    chapters = {chapter.id: chapter.says for chapter in demo.chapters}
    values = {
        **event.detail,
        "name": chapters.get(str(event.detail.get("name")), ""),
        "message": event.message or "",
        "stop": stops.get(event.stop, event.stop),
        "queue": stops.get(str(event.detail.get("queue", "")), event.detail.get("queue", "")),
    }
    return event.at, say(f"events.{_sentence(event)}", **values)


def _sentence(event: Event) -> str:
    if event.what is What.DELIVERED and event.detail.get("redelivered"):
        return "delivered_again"
    if event.what is What.CLOSED and not event.detail.get("waiting"):
        return "closed_empty"
    return event.what.value


def _counts(snapshot: Snapshot) -> list[tuple[str, int, str]]:
    books = snapshot.ledger
    names = (*_COUNTS, "dead_lettered", "discarded", *_LOSSES)
    counts = {name: getattr(books, name) for name in names if name not in _SELDOM or getattr(books, name)}
    if books.confirmed is None:
        del counts["confirmed"]
    else:
        del counts["accepted"]
    return [(name, number, "bad" if name in _LOSSES and number else "") for name, number in counts.items()]
