"""Judges the task queue's claim from the events alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.celery_redis_tasks.kitchen import STEPS
from demos.stories.celery_redis_tasks.story import FAILURES, TICKS

EARLY, LATE = 0.1, 6.0
"""Seconds by which a retry may seem early, by two clocks, or be late, because the machine is busy."""
SLOWEST = 3.0
"""Seconds from tick to tick, on average, that a busy machine may need for a clock that ticks every second."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nothing failed, since then nothing had to be tried again."""
    failed = of(events, What.FAILED)
    checks = (*_elsewhere(events), *_retried(events), *_fetched(ledger, events), *_ticked(events), *books(ledger))
    return judgement((*checks, equal("accepted", expected=ledger.sent, counted=ledger.accepted)), happened=bool(failed))


def _elsewhere(events: Sequence[Event]) -> Iterator[Check]:
    own = {event.detail["pid"] for event in of(events, What.PLANNED)}
    yield equal("elsewhere", expected=0, counted=sum(e.detail["pid"] in own for e in of(events, What.STARTED)))


def _retried(events: Sequence[Event]) -> Iterator[Check]:
    failed = {event.message for event in of(events, What.FAILED)}
    begun = {message: [e.at for e in of(events, What.STARTED) if e.message == message] for message in failed}
    yield equal("retries", expected=FAILURES * len(failed), counted=len(of(events, What.RETRYING)))
    yield equal("attempts", expected=(FAILURES + 1) * len(failed), counted=sum(map(len, begun.values())))
    for number in range(FAILURES):
        gaps = [times[number + 1] - times[number] for times in begun.values() if len(times) > number + 1]
        yield _waited(number, gaps, events)


def _waited(number: int, gaps: Sequence[float], events: Sequence[Event]) -> Check:
    backoff = float(2**number)
    # All processes of the worker may be cooking when a retry is due; then it waits for one.
    busy = 2 * sum(int(event.detail.get("work", 0)) for event in of(events, What.PLANNED)) / 1000
    return within(f"backoff:{number + 1}", low=backoff - EARLY, high=backoff + LATE + busy, counted=gaps)


def _fetched(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    asked = {event.message for event in of(events, What.SENT)}
    yield equal("results", expected=len(asked), counted=len(asked & dict(ledger.results).keys()))
    right = sum(value.startswith(message) for message, value in ledger.results)
    yield equal("values", expected=len(asked), counted=right)
    cooked = {event.message for event in of(events, What.PROGRESS, stop="worker")}
    read = of(events, What.PROGRESS, stop="results")
    # How often it is caught in the middle depends on how busy the machine is; that it can be is the claim.
    yield at_least("progress", expected=min(1, len(cooked)), counted=len({event.message for event in read}))
    yield equal("backwards", expected=0, counted=sum(map(_backwards, _reads(read))))


def _reads(read: Sequence[Event]) -> Iterator[list[int]]:
    for message in dict.fromkeys(event.message for event in read):
        yield [int(event.detail["done"]) for event in read if event.message == message]


def _backwards(done: list[int]) -> int:
    return sum(after < before or after > STEPS for before, after in pairwise(done))


def _ticked(events: Sequence[Event]) -> Iterator[Check]:
    ticks = [event.at for event in of(events, What.TICK)]
    yield at_least("ticks", expected=TICKS, counted=len(ticks))
    mean = (ticks[-1] - ticks[0]) / (len(ticks) - 1) if len(ticks) > 1 else 0.0
    yield within("rhythm", low=0.8, high=SLOWEST, counted=[mean])
