"""Judges what a backlog costs each broker in memory, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, at_most, equal, judgement, noted, of
from demos.ledger import Ledger
from demos.stories.backlog_memory.kitchen import IN_FULL_REDIS, IN_RABBITMQ, IN_REDIS, NEEDS, PHOTO
from demos.stories.backlog_memory.story import MEMORY

SMALL = 2
"""RabbitMQ's memory has to grow by less than one part in so many of what Redis's grows by."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless the memory of every broker was measured before and after its orders."""
    growth = {queue: _growth(events, need) for queue, need in NEEDS.items()}
    taken = {queue: len(_messages(events, queue, What.CONFIRMED, What.ACCEPTED)) for queue in NEEDS}
    checks = (*_taken(events, taken), *_memory(growth, taken), *_full(events, taken), *_books(ledger))
    return judgement(checks, happened=all(_measured_around(events, queue) for queue in NEEDS))


def _taken(events: Sequence[Event], taken: dict[str, int]) -> Iterator[Check]:
    planned = sum(int(event.detail["orders"]) for event in of(events, What.PLANNED))
    for queue in (IN_RABBITMQ, IN_REDIS):
        yield equal(f"taken:{queue}", expected=planned, counted=taken[queue])
    left = {event.stop: event.detail["waiting"] for event in of(events, What.CLOSED)}
    for queue in NEEDS:
        yield equal(f"waiting:{queue}", expected=taken[queue], counted=left.get(queue))


def _memory(growth: dict[str, int], taken: dict[str, int]) -> Iterator[Check]:
    yield at_least("redis-grows", expected=taken[IN_REDIS] * PHOTO, counted=growth[IN_REDIS])
    yield at_most("rabbitmq-small", expected=growth[IN_REDIS] // SMALL, counted=max(0, growth[IN_RABBITMQ]))
    for queue in (IN_RABBITMQ, IN_REDIS):
        yield noted(f"each:{queue}", counted=growth[queue] // max(1, taken[queue]))


def _full(events: Sequence[Event], taken: dict[str, int]) -> Iterator[Check]:
    refused = of(events, What.REFUSED, stop=NEEDS[IN_FULL_REDIS])
    yield equal("refused", expected=1, counted=len(refused))
    yield equal("named", expected=1, counted=sum("maxmemory" in str(event.detail["reason"]) for event in refused))
    yield at_least("before-full", expected=1, counted=taken[IN_FULL_REDIS])


def _books(ledger: Ledger) -> Iterator[Check]:
    left, right = ledger.copies_balance.totals
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    yield equal("balanced", expected=left, counted=right)


def _messages(events: Sequence[Event], queue: str, *kinds: What) -> set[str | None]:
    mine = {event.message for event in of(events, What.SENT) if event.detail["queue"] == queue}
    return mine & {event.message for event in events if event.what in kinds}


def _measured(events: Sequence[Event], need: str) -> list[Event]:
    return [event for event in of(events, What.MEASURED, stop=need) if event.detail["name"] == MEMORY]


def _growth(events: Sequence[Event], need: str) -> int:
    measured = [int(event.detail["value"]) for event in _measured(events, need)]
    return measured[-1] - measured[0] if measured else 0


def _measured_around(events: Sequence[Event], queue: str) -> bool:
    measured = [event.seq for event in _measured(events, NEEDS[queue])]
    sent = [event.seq for event in of(events, What.SENT) if event.detail["queue"] == queue]
    return bool(sent) and len(measured) > 1 and measured[0] < min(sent) and max(sent) < measured[-1]
