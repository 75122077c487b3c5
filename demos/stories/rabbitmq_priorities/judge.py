"""Judges the order in which orders were worked on, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, at_most, books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_priorities.story import MANY, ONE, URGENT

HELD = 1
"""Ordinary orders that may come before the urgent ones where the consumer holds one: that one."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if no ordinary order was waiting when the urgent ones were there."""
    urgent = {event.message for event in of(events, What.OBSERVED) if event.detail["value"] == URGENT}
    waited = [_left(events, queue, urgent) for queue in (ONE, MANY)]
    checks = (*_sent(ledger, events, urgent), *_one(events, urgent), *_many(events, urgent), *books(ledger))
    return judgement(checks, happened=min(waited) > HELD)


def _sent(ledger: Ledger, events: Sequence[Event], urgent: set[str | None]) -> Iterator[Check]:
    sent = [event.message for event in of(events, What.SENT)]
    yield equal("last", expected=len(urgent), counted=sum(m in urgent for m in sent[len(sent) - len(urgent) :]))
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)


def _one(events: Sequence[Event], urgent: set[str | None]) -> Iterator[Check]:
    between = _between(events, ONE, urgent)
    yield at_most("first", expected=HELD, counted=between)
    yield at_least("overtaken", expected=1, counted=_after(events, ONE, urgent))


def _many(events: Sequence[Event], urgent: set[str | None]) -> Iterator[Check]:
    left = _left(events, MANY, urgent)
    yield at_least("held", expected=HELD + 1, counted=left)
    yield equal("waited", expected=left, counted=_between(events, MANY, urgent))


def _left(events: Sequence[Event], queue: str, urgent: set[str | None]) -> int:
    """Count ordinary orders that were begun in `queue` after the last urgent one was confirmed."""
    return len([event for event in _ordinary(events, queue, urgent) if event.at > _arrived(events, urgent)])


def _between(events: Sequence[Event], queue: str, urgent: set[str | None]) -> int:
    """Count ordinary orders that were begun after the urgent ones were there and before the last of these."""
    begun = [event for event in _ordinary(events, queue, urgent) if event.at > _arrived(events, urgent)]
    return sum(event.at < _last_begun(events, queue, urgent) for event in begun)


def _after(events: Sequence[Event], queue: str, urgent: set[str | None]) -> int:
    return sum(event.at > _last_begun(events, queue, urgent) for event in _ordinary(events, queue, urgent))


def _ordinary(events: Sequence[Event], queue: str, urgent: set[str | None]) -> list[Event]:
    started = [event for event in of(events, What.STARTED) if event.detail["queue"] == queue]
    return [event for event in started if event.message not in urgent]


def _arrived(events: Sequence[Event], urgent: set[str | None]) -> float:
    return max((event.at for event in of(events, What.CONFIRMED) if event.message in urgent), default=float("inf"))


def _last_begun(events: Sequence[Event], queue: str, urgent: set[str | None]) -> float:
    started = [event for event in of(events, What.STARTED) if event.detail["queue"] == queue]
    return max((event.at for event in started if event.message in urgent), default=float("inf"))
