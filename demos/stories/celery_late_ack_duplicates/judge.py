"""Judges what was charged twice, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if no worker was killed between an order's charge and its acknowledgement."""
    done = _done_by_the_killed(events)
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    return judgement((*_twice(ledger, events, done), confirmed, *books(ledger)), happened=bool(done))


def _twice(ledger: Ledger, events: Sequence[Event], done: set[str | None]) -> Iterator[Check]:
    again = {
        message for message in done if len({e.stop for e in of(events, What.EXECUTED) if e.message == message}) > 1
    }
    yield equal("twice", expected=1, counted=len(again))
    yield equal("plain", expected=ledger.executions, counted=_rows(events, "plain"))
    yield equal("keyed", expected=ledger.expected, counted=_rows(events, "keyed"))


def _done_by_the_killed(events: Sequence[Event]) -> set[str | None]:
    killed = {event.stop: event.seq for event in of(events, What.KILLED)}
    return {e.message for e in of(events, What.EXECUTED) if e.stop in killed and e.seq < killed[e.stop]}


def _rows(events: Sequence[Event], table: str) -> object:
    return next((event.detail["value"] for event in of(events, What.MEASURED) if event.detail["name"] == table), None)
