"""Judges what became of an order that crashes its consumer, from the events alone."""

from collections.abc import Iterable, Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, of
from demos.ledger import Ledger, Line, State
from demos.stories.rabbitmq_poison.queues import ENDLESS, LIMITED
from demos.stories.rabbitmq_poison.story import ROUNDS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if no consumer crashed."""
    poison = {event.message for event in of(events, What.OBSERVED, stop="shop")}
    checks = (*_limited(ledger, events, poison), *_endless(ledger, events, poison), *_books(ledger))
    return judgement(checks, happened=bool(of(events, What.OBSERVED, stop="cook")))


def _limited(ledger: Ledger, events: Sequence[Event], poison: set[str | None]) -> Iterator[Check]:
    deliveries = _planned(events)
    dead = of(events, What.DEAD_LETTERED)
    others = [line for line in _lines(ledger, LIMITED) if line.message not in poison]
    once = [line for line in others if (line.started, line.executed, line.redelivered) == (1, 1, 0)]
    yield equal("crashes", expected=deliveries, counted=len(of(events, What.OBSERVED, stop="cook")))
    yield equal("deliveries", expected=deliveries, counted=_started(ledger, LIMITED, poison))
    yield equal("dead", expected=_told(poison), counted=_told(event.message for event in dead))
    yield equal("reason", expected=len(dead), counted=sum(e.detail["reason"] == "delivery_limit" for e in dead))
    yield equal("unharmed", expected=len(others), counted=len(once))


def _endless(ledger: Ledger, events: Sequence[Event], poison: set[str | None]) -> Iterator[Check]:
    lines = _lines(ledger, ENDLESS)
    waiting = sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED, stop=ENDLESS))
    in_flight = {line.message for line in lines if line.state is State.IN_FLIGHT}
    yield at_least("rounds", expected=ROUNDS * _planned(events), counted=_started(ledger, ENDLESS, poison))
    yield equal("still", expected=len(poison), counted=len(poison & in_flight))
    yield equal("waiting", expected=len(in_flight), counted=waiting)


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected + ledger.duplicated)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _planned(events: Sequence[Event]) -> int:
    return sum(int(event.detail["deliveries"]) for event in of(events, What.PLANNED))


def _lines(ledger: Ledger, queue: str) -> list[Line]:
    return [line for line in ledger.lines if line.queue == queue]


def _started(ledger: Ledger, queue: str, messages: set[str | None]) -> int:
    return sum(line.started for line in _lines(ledger, queue) if line.message in messages)


def _told(messages: Iterable[str | None]) -> str:
    return ", ".join(sorted(map(str, messages))) or "none"
