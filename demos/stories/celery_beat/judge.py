"""Judges how often the clock asked for what, slot by slot, from the events alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, noted, of, within
from demos.ledger import Ledger
from demos.stories.celery_beat.kitchen import LONG, QUICK

SLOWEST = 3.0
"""Seconds from slot to slot, on average, that a busy machine may need."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless both Beats were there and each sent something after the other."""
    one, two = ([event.seq for event in of(events, What.TICK, stop=beat)] for beat in ("beat-1", "beat-2"))
    happened = bool(one and two) and max(one) > min(two)
    checks = (*_alone(events), *_twice(ledger, events), *_overlapped(events), *_books(ledger))
    return judgement(checks, happened=happened)


def _alone(events: Sequence[Event]) -> Iterator[Check]:
    ticks = [event for event in _before_the_second(events) if event.what is What.TICK and _is(QUICK, event)]
    times = [event.at for event in ticks]
    mean = (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else 0.0
    yield at_least("alone", expected=_planned(events), counted=len({event.message for event in ticks}))
    yield equal("alone-twice", expected=0, counted=len(ticks) - len({event.message for event in ticks}))
    yield within("rhythm", low=0.8, high=SLOWEST, counted=[mean])


def _twice(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    ticks = of(events, What.TICK)
    by_beat = Counter((event.message, event.stop) for event in ticks)
    beats = Counter(message for message, _ in by_beat)
    accepted = of(events, What.ACCEPTED)
    for job in (QUICK, LONG):
        twice = sum(times == 2 for message, times in beats.items() if str(message).startswith(job))
        yield at_least(f"twice:{job}", expected=_planned(events), counted=twice)
    yield equal("by-one", expected=0, counted=sum(times - 1 for times in by_beat.values()))
    too_many = len(accepted) - len({event.message for event in accepted})
    yield equal("duplicated", expected=too_many, counted=ledger.duplicated)


def _overlapped(events: Sequence[Event]) -> Iterator[Check]:
    alone = [event for event in _before_the_second(events) if _is(LONG, event)]
    begun = [event for event in alone if event.what is What.STARTED]
    done = {event.message: event.at for event in reversed(of(events, What.EXECUTED))}
    # Begun while that of the slot before was still at work, with one Beat alone.
    overlapping = sum(done.get(earlier.message, 0.0) > later.at for earlier, later in pairwise(begun))
    yield at_least("overlapping", expected=1, counted=overlapping)
    yield noted("long", counted=len(begun))


def _books(ledger: Ledger) -> Iterator[Check]:
    # A Beat that is asked to end while it sends does not say whether it has sent.
    yield equal("executed", expected=ledger.expected - ledger.unknown, counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _before_the_second(events: Sequence[Event]) -> Iterator[Event]:
    second = min((event.seq for event in of(events, What.TICK, stop="beat-2")), default=0)
    return (event for event in events if event.seq < second)


def _is(job: str, event: Event) -> bool:
    return str(event.message).startswith(f"{job}-")


def _planned(events: Sequence[Event]) -> int:
    return sum(int(event.detail["slots"]) for event in of(events, What.PLANNED))
