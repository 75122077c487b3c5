"""Judges what became of tasks that took too long, were taken back, or came too often, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of, within
from demos.ledger import Ledger, State
from demos.stories.celery_limits.kitchen import (
    CALLS,
    CALLS_PER_SECOND,
    HARD,
    LIMIT_SECONDS,
    REVOKED,
    SOFT,
    TERMINATED,
)

EARLY, LATE = 0.3, 15.0
"""Seconds by which something may seem early, as two processes tell it, or be late, because the machine is busy."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless tasks ran into both limits, were taken back, and both workers made calls."""
    gone = {reason: _gone(events, reason) for reason in (SOFT, HARD, REVOKED, TERMINATED)}
    calls = _calls(events)
    checks = (*_limited(events, gone), *_taken_back(events, gone), *_rated(calls), *_counted(ledger))
    return judgement(checks, happened=bool(_tried(events)) and len(calls) > 1)


def _limited(events: Sequence[Event], gone: dict[str, list[Event]]) -> Iterator[Check]:
    begun = _begun(events)
    for reason in (SOFT, HARD):
        yield equal(f"ended:{reason}", expected=1, counted=len(gone[reason]))
        lasted = [event.at - begun[event.message].at for event in gone[reason] if event.message in begun]
        yield within(f"lasted:{reason}", low=LIMIT_SECONDS - EARLY, high=LIMIT_SECONDS + LATE, counted=lasted)
    yield equal("went-on", expected=1, counted=sum(_works_on(events, begun, event) for event in gone[SOFT]))
    yield equal("killed", expected=0, counted=sum(_works_on(events, begun, event) for event in gone[HARD]))


def _works_on(events: Sequence[Event], begun: dict[str | None, Event], gone: Event) -> bool:
    """Whether the process in which that task began has begun another one later."""
    if gone.message not in begun:
        return False
    later = (event for event in of(events, What.STARTED, stop=gone.stop) if event.seq > gone.seq)
    return any(event.detail["pid"] == begun[gone.message].detail["pid"] for event in later)


def _taken_back(events: Sequence[Event], gone: dict[str, list[Event]]) -> Iterator[Check]:
    begun = _begun(events)
    yield equal("revoked", expected=1, counted=len(gone[REVOKED]))
    yield equal("never-begun", expected=0, counted=sum(event.message in begun for event in gone[REVOKED]))
    yield equal("terminated", expected=1, counted=len(gone[TERMINATED]))
    asked = {event.message: event.at for event in _tried(events)}
    waited = [event.at - asked[event.message] for event in gone[TERMINATED] if event.message in asked]
    yield within("at-once", low=0.0, high=LATE, counted=waited)


def _rated(calls: dict[str, list[Event]]) -> Iterator[Check]:
    apart, every = 1 / CALLS_PER_SECOND, sorted(event.at for made in calls.values() for event in made)
    for caller, made in sorted(calls.items()):
        gaps = max(1, len(made) - 1)
        mean = (made[-1].at - made[0].at) / gaps
        yield within(f"rate:{caller}", low=apart - EARLY / gaps, high=apart + LATE, counted=[mean])
    # One worker alone would need `alone`. Two that keep its limit each may need half of it, not less.
    alone = apart * (len(every) - 1)
    low = apart * (len(every) / 2 - 1) - EARLY
    yield within("together", low=low, high=alone, counted=[every[-1] - every[0]] if every else [])


def _counted(ledger: Ledger) -> Iterator[Check]:
    kept = [line for line in ledger.lines if line.expected and line.state is not State.DISCARDED]
    yield equal("executed", expected=len(kept), counted=ledger.executed)
    yield equal("discarded", expected=4, counted=ledger.discarded)
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _gone(events: Sequence[Event], reason: str) -> list[Event]:
    # Celery tells of a hard limit twice: when it is reached, and when the process is gone.
    told = (event for event in of(events, What.DISCARDED) if event.detail["reason"] == reason)
    return list({event.message: event for event in reversed(tuple(told))}.values())


def _begun(events: Sequence[Event]) -> dict[str | None, Event]:
    return {event.message: event for event in of(events, What.STARTED)}


def _tried(events: Sequence[Event]) -> list[Event]:
    return [event for event in of(events, What.OBSERVED) if event.detail["name"] == "taken back"]


def _calls(events: Sequence[Event]) -> dict[str, list[Event]]:
    made: dict[str, list[Event]] = {}
    for event in of(events, What.STARTED):
        if event.detail["queue"] == CALLS:
            made.setdefault(event.stop, []).append(event)
    return made
