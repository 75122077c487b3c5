"""Judges when a cut task was handed on, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, interrupted_work, judgement, noted, of, taken_over, within
from demos.ledger import Ledger
from demos.stories.crash_redis_rabbitmq.kitchen import RABBITMQ, REDIS, SWEEP_SECONDS

EARLY, LATE = 0.1, 8.0
"""Seconds by which the timeout may seem short, by two clocks, and that a busy machine may take."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless on each broker a kill cut one order."""
    cut = {str(begun.detail["queue"]): begun for begun in interrupted_work(events)}
    again = {queue: found for queue, begun in cut.items() if (found := taken_over(events, begun))}
    counted = [*_handed_on(events, cut, again), *_completed(ledger, events, again), *_answered(ledger)]
    return judgement((*counted, *books(ledger)), happened=set(cut) == {RABBITMQ, REDIS})


def _handed_on(events: Sequence[Event], cut: dict[str, Event], again: dict[str, Event]) -> Iterator[Check]:
    visibility = sum(float(event.detail["visibility"]) for event in of(events, What.PLANNED))
    for queue in (RABBITMQ, REDIS):
        yield equal(f"redelivered:{queue}", expected=1, counted=int(queue in again))
    killed = {queue: _moment(of(events, What.KILLED, stop=begun.stop)) for queue, begun in cut.items()}
    since_kill = {queue: event.at - killed[queue] for queue, event in again.items()}
    yield within("at-once", low=0.0, high=LATE, counted=[since_kill[q] for q in (RABBITMQ,) if q in again])
    # The timeout runs from the moment at which the order was handed out, and that was not before it was sent.
    sent = {event.message: event.at for event in of(events, What.SENT)}
    waited = [again[queue].at - sent[again[queue].message] for queue in (REDIS,) if queue in again]
    yield within("not-before", low=visibility - EARLY, high=visibility + SWEEP_SECONDS + LATE, counted=waited)
    first = min(since_kill, key=lambda queue: since_kill[queue], default="nobody")
    yield equal("first", expected=RABBITMQ, counted=first)
    yield noted("since-kill", counted=f"{since_kill[REDIS]:.2f} s" if REDIS in since_kill else "never")


def _completed(ledger: Ledger, events: Sequence[Event], again: dict[str, Event]) -> Iterator[Check]:
    done = {(event.message, event.stop) for event in of(events, What.EXECUTED)}
    yield equal("completed", expected=2, counted=sum((e.message, e.stop) in done for e in again.values()))
    cut = {event.message for event in again.values()}
    yield equal("started-twice", expected=4, counted=sum(line.started for line in ledger.lines if line.message in cut))
    yield equal("twice", expected=0, counted=ledger.duplicated)


def _answered(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=sum(line.queue == RABBITMQ for line in ledger.lines), counted=ledger.confirmed)
    yield equal("accepted", expected=sum(line.queue == REDIS for line in ledger.lines), counted=ledger.accepted)


def _moment(killed: Sequence[Event]) -> float:
    return killed[0].at if killed else float("nan")
