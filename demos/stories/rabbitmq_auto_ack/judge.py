"""Judges what a kill loses with and without an acknowledgement, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event
from demos.judging import at_least, equal, interrupted_work, judgement, taken_over
from demos.ledger import Ledger, Line, State
from demos.stories.rabbitmq_auto_ack.consumer import CAREFUL, CARELESS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless a kill cut work at both queues."""
    cut = {queue: [e for e in interrupted_work(events) if e.detail["queue"] == queue] for queue in (CARELESS, CAREFUL)}
    checks = (*_careless(ledger, cut[CARELESS]), *_careful(ledger, events, cut[CAREFUL]), *_counted(ledger))
    return judgement(checks, happened=all(cut.values()))


def _careless(ledger: Ledger, cut: Sequence[Event]) -> Iterator[Check]:
    lost = {line.message for line in _copies(ledger, CARELESS) if line.state is State.LOST}
    yield at_least("lost-careless", expected=1, counted=len(lost))
    yield equal("lost-cut", expected=len(cut), counted=len(lost & {begun.message for begun in cut}))
    # Each of them was confirmed, and is now neither done nor in the queue.
    executed = sum(line.executed > 0 for line in _copies(ledger, CARELESS))
    yield equal("nowhere", expected=len(_copies(ledger, CARELESS)) - executed, counted=len(lost))


def _careful(ledger: Ledger, events: Sequence[Event], cut: Sequence[Event]) -> Iterator[Check]:
    copies = _copies(ledger, CAREFUL)
    yield equal("back", expected=len(cut), counted=sum(taken_over(events, begun) is not None for begun in cut))
    yield equal("lost-careful", expected=0, counted=sum(line.state is State.LOST for line in copies))
    yield equal("executed-careful", expected=len(copies), counted=sum(line.executed == 1 for line in copies))


def _counted(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("unknown", expected=0, counted=ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _copies(ledger: Ledger, queue: str) -> list[Line]:
    return [line for line in ledger.lines if line.queue == queue and line.expected]
