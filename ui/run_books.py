"""Draws what was counted in a run, and what happened last, in words."""

from demos.events import Event, What
from demos.run import Snapshot
from ui import paint
from ui.words import say

LATEST = 14
"""How many events are told in words while they happen."""

MOST = 600
"""How many are told when all are asked for."""

_COUNTS = ("sent", "confirmed", "accepted", "returned", "expected", "executed", "retried", "redelivered")
_LOSSES = ("duplicated", "lost", "unknown", "unexpected")


def draw(snapshot: Snapshot) -> None:
    """Draw the ledger beside the latest events."""
    told = [tell(event, snapshot) for event in snapshot.events[-LATEST:] if event.what is not What.PLANNED]
    paint.html("run_books.html", it=snapshot, counts=_counts(snapshot), told=told[::-1])


def draw_end(snapshot: Snapshot) -> None:
    """Draw what only a run that has ended has: the judged claim, the versions, everything in words."""
    told = [tell(event, snapshot) for event in snapshot.events[:MOST]]
    paint.html("run_end.html", it=snapshot, told=told, left_out=max(0, len(snapshot.events) - MOST))


def tell(event: Event, snapshot: Snapshot) -> tuple[float, str]:
    """When an event happened, in seconds since the run began, and its sentence."""
    stops = {stop.id: stop.label for stop in snapshot.route.stops}
    values = {
        **event.detail,
        "message": event.message or "",
        "stop": stops.get(event.stop, event.stop),
        "queue": stops.get(str(event.detail.get("queue", "")), event.detail.get("queue", "")),
    }
    again = event.what is What.DELIVERED and event.detail.get("redelivered")
    return event.at, say(f"events.{event.what.value}{'_again' if again else ''}", **values)


def _counts(snapshot: Snapshot) -> list[tuple[str, int, str]]:
    books = snapshot.ledger
    counts = {name: getattr(books, name) for name in (*_COUNTS, *_LOSSES)}
    if books.confirmed is None:
        del counts["confirmed"]
    else:
        del counts["accepted"]
    return [(name, number, "bad" if name in _LOSSES and number else "") for name, number in counts.items()]
