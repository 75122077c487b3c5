"""Judges when orders that were put off were due, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.rabbitmq_ttl_head.queues import LONG, SHARED, SHORT

LATE = 5.0
"""Seconds that a busy machine may add to a delay."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nobody was behind a longer delay."""
    behind = [_sent(events, queue)[1:] for queue in SHARED]
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    checks = (*_shared(events), *_own(events), *_way(events), confirmed, *books(ledger))
    return judgement(checks, happened=all(behind))


def _shared(events: Sequence[Event]) -> Iterator[Check]:
    for queue in SHARED:
        sent = _sent(events, queue)
        delay, began = (_delay(sent[0]), sent[0].at) if sent else (0.0, 0.0)
        behind = sent[1:]
        # Counted from the long one: that is what those behind it wait for.
        waited = [at - began for event in behind for at in _taken(events, event)]
        yield within(f"head:{queue}", low=delay, high=delay + LATE, counted=waited)
        yield within(f"asked:{queue}", low=0.0, high=delay, counted=[_delay(event) for event in behind])


def _own(events: Sequence[Event]) -> Iterator[Check]:
    long = max((_delay(event) for event in of(events, What.SENT)), default=0.0)
    for queue, high in ((SHORT, long), (LONG, long + LATE)):
        sent = _sent(events, queue)
        waited = [at - event.at for event in sent for at in _taken(events, event)]
        yield within(f"own:{queue}", low=min(map(_delay, sent), default=0.0), high=high, counted=waited)


def _way(events: Sequence[Event]) -> Iterator[Check]:
    sent = {event.message: event.detail["waits"] for event in of(events, What.SENT)}
    taken = of(events, What.EXECUTED)
    there = sum(e.detail["waited"] == sent.get(e.message) and e.detail["reason"] == "expired" for e in taken)
    yield equal("expired", expected=len(sent), counted=there)


def _sent(events: Sequence[Event], queue: str) -> list[Event]:
    return [event for event in of(events, What.SENT) if event.detail["waits"] == queue]


def _taken(events: Sequence[Event], sent: Event) -> list[float]:
    return [event.at for event in of(events, What.DELIVERED) if event.message == sent.message]


def _delay(sent: Event) -> float:
    return int(sent.detail["delay"]) / 1000
