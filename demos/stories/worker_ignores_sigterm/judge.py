"""Judges who completed what, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, interrupted_work, judgement, of, taken_over
from demos.ledger import Ledger

POLITE, LAST = "polite", "last"


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless one worker was asked to end in the middle of an order, and another one killed."""
    cut = interrupted_work(events)
    begun = of(events, What.STARTED, stop=POLITE)
    return judgement(
        (*_ended(events, begun), *_again(events, cut), *_counted(ledger)), happened=bool(cut) and bool(begun)
    )


def _ended(events: Sequence[Event], begun: Sequence[Event]) -> Iterator[Check]:
    done = {event.message for event in of(events, What.EXECUTED, stop=POLITE)}
    yield equal("completed", expected=len(begun), counted=sum(event.message in done for event in begun))
    left = {event.stop for event in of(events, What.LEFT)}
    yield equal("ended", expected=2, counted=len(left & {POLITE, LAST}))
    yield equal("killed", expected=1, counted=len(of(events, What.KILLED)))


def _again(events: Sequence[Event], cut: Sequence[Event]) -> Iterator[Check]:
    again = [taken_over(events, begun) for begun in cut]
    completed = {(event.message, event.stop) for event in of(events, What.EXECUTED)}
    counted = sum(event is not None and (event.message, event.stop) in completed for event in again)
    yield equal("again", expected=len(cut), counted=counted)


def _counted(ledger: Ledger) -> Iterator[Check]:
    yield equal("duplicated", expected=0, counted=ledger.duplicated)
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield from books(ledger)
