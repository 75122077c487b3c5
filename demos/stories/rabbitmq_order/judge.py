"""Judges in which order the orders of each queue were done, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, interrupted_work, judgement, of, taken_over
from demos.ledger import Ledger

ACTIVE, STANDBY = "line-1", "line-2"


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the kill did not cut any work."""
    cut = [begun for begun in interrupted_work(events) if begun.stop == ACTIVE]
    checks = (*_line(events, cut), *_crowd(events), *_books(ledger))
    return judgement(checks, happened=bool(cut))


def _line(events: Sequence[Event], cut: Sequence[Event]) -> Iterator[Check]:
    yield equal("begun", expected=0, counted=_overtaken(events, What.STARTED, "line"))
    yield equal("done", expected=0, counted=_overtaken(events, What.EXECUTED, "line"))
    # By the moment of the signal: the standby may be heard before the kill is.
    killed = min((event.at for event in of(events, What.KILLED, stop=ACTIVE)), default=0.0)
    handed = of(events, What.DELIVERED, stop=STANDBY)
    yield equal("idle", expected=0, counted=sum(event.at < killed for event in handed))
    yield equal("back", expected=len(cut), counted=sum(taken_over(events, begun) is not None for begun in cut))
    yield at_least("standby", expected=1, counted=len(of(events, What.EXECUTED, stop=STANDBY)))


def _crowd(events: Sequence[Event]) -> Iterator[Check]:
    yield at_least("crowd", expected=1, counted=_overtaken(events, What.EXECUTED, "crowd"))


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("duplicated", expected=0, counted=ledger.duplicated)
    yield from books(ledger)


def _overtaken(events: Sequence[Event], what: What, queue: str) -> int:
    """Count the orders that came to that point in `queue` after an order that had been sent later."""
    sent = [event.message for event in of(events, What.SENT)]
    came = sorted((e for e in of(events, what) if e.detail["queue"] == queue and e.message in sent), key=_when)
    places = [sent.index(event.message) for event in came]
    return sum(place > min(places[number:]) for number, place in enumerate(places))


def _when(event: Event) -> float:
    return event.at
