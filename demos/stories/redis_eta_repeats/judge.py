"""Judges what was executed again, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger, Line
from demos.stories.redis_eta_repeats.kitchen import LATER, QUICK, SLOW, VISIBILITY_SECONDS

EARLY = 0.1
"""Seconds by which two clocks may differ."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless something waited or worked for longer than the visibility timeout."""
    beyond = _seconds(events) > VISIBILITY_SECONDS
    accepted = equal("accepted", expected=ledger.sent, counted=ledger.accepted)
    return judgement((*_again(ledger, events), accepted, *books(ledger)), happened=beyond)


def _again(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    for queue in (LATER, SLOW):
        lines = _lines(ledger, queue)
        yield equal(f"repeated:{queue}", expected=len(lines), counted=sum(line.executed > 1 for line in lines))
    slow, quick = _lines(ledger, SLOW), _lines(ledger, QUICK)
    yield equal("parallel", expected=len(slow), counted=sum(_in_parallel(line.message, events) for line in slow))
    yield equal("once", expected=len(quick), counted=sum(line.executed == 1 for line in quick))
    yield equal("early", expected=0, counted=sum(_begun_early(sent, events) for sent in of(events, What.SENT)))


def _in_parallel(message: str, events: Sequence[Event]) -> bool:
    """Whether it was begun again before anybody had finished it."""
    begun = [event.at for event in of(events, What.STARTED) if event.message == message]
    done = min((event.at for event in of(events, What.EXECUTED) if event.message == message), default=0.0)
    return sum(at < done for at in begun) > 1


def _begun_early(sent: Event, events: Sequence[Event]) -> bool:
    due = sent.at + float(sent.detail.get("due", 0)) - EARLY
    return any(event.at < due for event in of(events, What.STARTED) if event.message == sent.message)


def _lines(ledger: Ledger, queue: str) -> list[Line]:
    return [line for line in ledger.lines if line.queue == queue]


def _seconds(events: Sequence[Event]) -> float:
    return max((float(event.detail.get("seconds", 0)) for event in of(events, What.PLANNED)), default=0.0)
