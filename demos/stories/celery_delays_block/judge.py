"""Judges who waits for whom, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.celery_delays_block.kitchen import CLASSIC, DIRECT, KITCHENS, TOPIC

EARLY, LATE = 0.1, 15.0
"""Seconds by which a delayed task may seem early, by two clocks, or be late, because the machine is busy."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless on every queue the delayed tasks were there before the immediate ones."""
    checks = (check for queue in KITCHENS for check in _of_queue(queue, events))
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    in_order = all(_later_first(queue, events) for queue in KITCHENS)
    return judgement((*checks, confirmed, *books(ledger)), happened=in_order)


def _of_queue(queue: str, events: Sequence[Event]) -> Iterator[Check]:
    later, now = _sent(queue, events, delayed=True), _sent(queue, events, delayed=False)
    delay = max((float(event.detail["countdown"]) for event in later), default=0.0)
    yield within(f"due:{queue}", low=delay - EARLY, high=delay + LATE, counted=_waits(later, events))
    # From the sending of an immediate task until the first delayed one is due.
    until_due = [first.at + delay - event.at for first in later[:1] for event in now]
    waits = _waits(now, events)
    blocked = sum(wait >= due - EARLY for wait, due in zip(waits, until_due, strict=False))
    if queue in _blocking(events):
        yield equal(f"blocked:{queue}", expected=len(now), counted=blocked)
        yield within(f"waited:{queue}", low=min(until_due, default=0.0) - EARLY, high=delay + LATE, counted=waits)
    if queue == TOPIC:
        yield equal(f"blocked:{queue}", expected=0, counted=blocked)
        yield within(f"waited:{queue}", low=0.0, high=delay, counted=waits)


def _blocking(events: Sequence[Event]) -> set[str]:
    # Before RabbitMQ 4 a worker on a classic queue is given more and more tasks while it holds delayed ones.
    told = [str(event.detail["value"]) for event in of(events, What.OBSERVED, stop=CLASSIC)]
    return {CLASSIC, DIRECT} if any(int(each.split()[1].split(".")[0]) >= 4 for each in told) else {DIRECT}


def _waits(sent: Sequence[Event], events: Sequence[Event]) -> list[float]:
    begun = {event.message: event.at for event in reversed(of(events, What.STARTED))}
    return [begun[event.message] - event.at for event in sent if event.message in begun]


def _sent(queue: str, events: Sequence[Event], *, delayed: bool) -> list[Event]:
    sent = (event for event in of(events, What.SENT) if event.detail["queue"] == queue)
    return [event for event in sent if bool(event.detail["countdown"]) is delayed]


def _later_first(queue: str, events: Sequence[Event]) -> bool:
    later, now = _sent(queue, events, delayed=True), _sent(queue, events, delayed=False)
    return bool(later and now) and max(event.seq for event in later) < min(event.seq for event in now)
