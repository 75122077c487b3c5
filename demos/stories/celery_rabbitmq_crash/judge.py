"""Judges the claim that a killed worker loses nothing, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, interrupted_work, judgement, of, taken_over, within
from demos.ledger import Ledger

LATE = 8.0
"""Seconds that a busy machine may take to notice the kill and hand the order on. On Redis it is an hour by default."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the kill did not cut any work."""
    cut = interrupted_work(events)
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    return judgement((confirmed, *_taken_over(events, cut), *_counted(ledger, cut), *books(ledger)), happened=bool(cut))


def _taken_over(events: Sequence[Event], cut: tuple[Event, ...]) -> Iterator[Check]:
    again = [taken_over(events, begun) for begun in cut]
    yield equal("cut", expected=1, counted=len(cut))
    yield equal("redelivered", expected=len(cut), counted=sum(event is not None for event in again))
    yield _soon(events, [event for event in again if event is not None])
    completed = {(event.message, event.stop) for event in of(events, What.EXECUTED)}
    counted = sum((event.message, event.stop) in completed for event in again if event is not None)
    yield equal("completed", expected=len(cut), counted=counted)


def _soon(events: Sequence[Event], again: Sequence[Event]) -> Check:
    # Another worker may have to finish the order that it is at, before it can take one more.
    busy = sum(int(event.detail.get("work", 0)) for event in of(events, What.PLANNED)) / 1000
    killed = [event.at for event in of(events, What.KILLED)]
    waited = [event.at - at for event, at in zip(again, killed, strict=False)]
    return within("soon", low=0.0, high=busy + LATE, counted=waited)


def _counted(ledger: Ledger, cut: tuple[Event, ...]) -> Iterator[Check]:
    killed = {event.message for event in cut}
    lines = [line for line in ledger.lines if line.message in killed]
    yield equal("started-twice", expected=2 * len(cut), counted=sum(line.started for line in lines))
    yield equal("once", expected=len(cut), counted=sum(line.executed for line in lines))
    yield equal("duplicated", expected=0, counted=ledger.duplicated)
