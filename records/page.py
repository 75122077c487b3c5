"""The page behind a permalink: the decision as it was, and whether it still holds. Plain HTML without a script."""

from urllib.parse import urlencode

from records.brief import Brief
from records.drift import How, drift
from records.faces import rendered
from records.record import Record, record_of
from rules import Rulebook

MOVES = {How.NEW: "New since then", How.GONE: "No longer said", How.CHANGED: "Said otherwise now"}
FILES = ("md", "json", "html", "svg")


def permalink(record: Record, today: Rulebook) -> str:
    """The page of a decision beside what `today`'s rulebook says of the same answers."""
    app = (record.app or "").rstrip("/")
    moved = drift(record.answers, record.rulebook, today)
    return rendered(
        "permalink.html",
        record,
        drift=moved,
        now=Brief(record_of(moved.now.answers, today, app=record.app)),
        today=today,
        moves=MOVES,
        answers=f"{app}/?{urlencode(moved.now.answers)}",
        files=f"{app}/api/v1/records/{record.code}",
        faces=FILES,
    )
