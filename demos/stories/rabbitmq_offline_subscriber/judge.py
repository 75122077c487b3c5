"""Judges what the subscribers that were away found when they came back, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of
from demos.ledger import Ledger, Line

QUEUES = {"archive": "archive-queue", "redis-archive": "redis-archive-queue"}
"""Subscriber that was away -> its queue."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nothing was published while a subscriber was away."""
    missed = {name: _away(ledger, events, name) for name in QUEUES}
    checks = (*_missed(missed), *_others(ledger, missed), *_books(ledger))
    return judgement(checks, happened=all(missed.values()))


def _away(ledger: Ledger, events: Sequence[Event], name: str) -> list[Line]:
    """Give the copies that were published for a subscriber between its leaving and its coming back."""
    left = [event.seq for event in of(events, What.LEFT, stop=name)]
    back = [event.seq for event in of(events, What.JOINED, stop=name) if left and event.seq > left[0]]
    sent = {e.message for e in of(events, What.SENT) if back and left[0] < e.seq < back[0]}
    return [line for line in ledger.lines if line.message in sent and line.queue == QUEUES[name] and line.expected]


def _missed(missed: dict[str, list[Line]]) -> Iterator[Check]:
    kept, gone = missed["archive"], missed["redis-archive"]
    yield equal("kept", expected=len(kept), counted=sum(line.executed == 1 for line in kept))
    yield equal("gone", expected=len(gone), counted=sum(not line.executed for line in gone))


def _others(ledger: Ledger, missed: dict[str, list[Line]]) -> Iterator[Check]:
    while_away = {line for lines in missed.values() for line in lines}
    others = [line for line in ledger.lines if line.expected and line not in while_away]
    yield equal("others", expected=len(others), counted=sum(line.executed == 1 for line in others))


def _books(ledger: Ledger) -> Iterator[Check]:
    lost = [
        line for line in ledger.lines if line.expected and not line.executed and line.queue != "redis-archive-queue"
    ]
    yield equal("lost", expected=0, counted=len(lost))
    yield equal("taken", expected=ledger.sent, counted=(ledger.confirmed or 0) + ledger.accepted)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)
