"""Draws what was counted in a run, the judged claim, and everything that happened, in words."""

from demos.demo import Demo
from demos.ledger import Ledger
from demos.run import Snapshot
from ui import paint, telling

MOST = 600
"""How many events are told in words."""

COUNTS = (
    "sent",
    "confirmed",
    "accepted",
    "returned",
    "refused",
    "expected",
    "executed",
    "retried",
    "redelivered",
    "dead_lettered",
    "discarded",
    "duplicated",
    "lost",
    "unknown",
    "unexpected",
)
_SELDOM = ("refused", "dead_lettered", "discarded")
"""Left out while nothing of it happened."""
_LOSSES = ("duplicated", "lost", "unknown", "unexpected")


def draw(snapshot: Snapshot, demo: Demo) -> None:
    """Draw the ledger beside the claim, which is judged in the end."""
    paint.html("run_books.html", it=snapshot, counts=counts(snapshot.ledger), claim=demo.claim)


def draw_end(snapshot: Snapshot, demo: Demo) -> None:
    """Draw what only a run that has ended has: versions, durations, everything in words."""
    told = [telling.tell(event, snapshot.route, demo) for event in snapshot.events[:MOST]]
    paint.html("run_end.html", it=snapshot, told=told, left_out=max(0, len(snapshot.events) - MOST))


def counts(books: Ledger) -> list[tuple[str, int, str]]:
    """The counts of some books that are worth a row: name, number, and "bad" for one that nobody wants."""
    found = {name: getattr(books, name) for name in COUNTS if name not in _SELDOM or getattr(books, name)}
    if books.confirmed is None:
        del found["confirmed"]
    elif not books.accepted:
        del found["accepted"]
    return [(name, number, "bad" if name in _LOSSES and number else "") for name, number in found.items()]
