"""Judges both ways of trying again from the events alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, of, within
from demos.ledger import Ledger, State
from demos.stories.rabbitmq_retries_by_hand import by_hand, by_limit

LATE = 5.0
"""Seconds that a busy machine may add to a delay."""

TIMES = 10
"""How many times Celery's lines the team has to own at least, for the claim to hold."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if no billing failed."""
    checks = (*_attempts(ledger, events), *_delays(events), *_ends(ledger, events), *_lines(events))
    return judgement(checks, happened=bool(of(events, What.FAILED)))


def _attempts(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    hopeless = sum(int(event.detail["hopeless"]) for event in of(events, What.PLANNED))
    for way in (by_hand, by_limit):
        copies = [line for line in ledger.lines if line.queue == way.QUEUE]
        given_up = {line.message for line in copies if line.state is State.DEAD_LETTERED}
        started = [[e.detail["attempt"] for e in _of(events, What.STARTED, m, way.QUEUE)] for m in sorted(given_up)]
        expected = [list(range(1, way.ATTEMPTS + 1))] * len(given_up)
        yield equal(f"given-up:{way.QUEUE}", expected=hopeless, counted=len(given_up))
        yield equal(f"attempts:{way.QUEUE}", expected=_told(expected), counted=_told(started))


def _delays(events: Sequence[Event]) -> Iterator[Check]:
    seconds = sum(int(event.detail["delay"]) for event in of(events, What.PLANNED)) / 1000
    yield within("delay", low=seconds, high=seconds + LATE, counted=_gaps(events, by_hand.QUEUE))
    at_once = _gaps(events, by_limit.QUEUE)
    # The one in the middle, because a busy machine may hold up any of them.
    yield within("at-once", low=0.0, high=seconds, counted=[median(at_once)] if at_once else [])


def _ends(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    reasons = [event.detail["reason"] for event in of(events, What.DEAD_LETTERED, stop=by_limit.DEAD)]
    yield equal("limit", expected=len(reasons), counted=reasons.count("delivery_limit"))
    for way in (by_hand, by_limit):
        states = [line.state for line in ledger.lines if line.expected and line.queue == way.QUEUE]
        ended = states.count(State.EXECUTED) + states.count(State.DEAD_LETTERED)
        yield equal(f"ended:{way.QUEUE}", expected=len(states), counted=ended)
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("duplicated", expected=0, counted=ledger.duplicated + ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _lines(events: Sequence[Event]) -> Iterator[Check]:
    counted = {str(event.detail["name"]): int(event.detail["value"]) for event in of(events, What.MEASURED)}
    celery = counted.get("with celery", 0)
    yield equal("celery", expected=1, counted=celery)
    yield at_least("limit-lines", expected=celery, counted=counted.get("by limit", 0))
    yield at_least("lines", expected=TIMES * celery, counted=counted.get("by hand", 0))


def _gaps(events: Sequence[Event], queue: str) -> list[float]:
    """Give the seconds from each failure in `queue` to the next attempt at the same order."""
    failed = [event for event in of(events, What.FAILED) if event.detail["queue"] == queue]
    gaps = []
    for message in sorted({event.message or "" for event in failed}):
        both = sorted(
            (*_of(events, What.FAILED, message, queue), *_of(events, What.STARTED, message, queue)), key=_when
        )
        gaps += [after.at - before.at for before, after in pairwise(both) if before.what is What.FAILED]
    return gaps


def _of(events: Sequence[Event], what: What, message: str, queue: str) -> list[Event]:
    return [event for event in of(events, what) if event.message == message and event.detail["queue"] == queue]


def _when(event: Event) -> float:
    return event.at


def _told(numbers: Sequence[Sequence[object]]) -> str:
    return ", ".join(" ".join(map(str, each)) for each in numbers) or "none"
