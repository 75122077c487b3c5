"""Judges which messages were refused for their size, and what became of the others, from the events alone."""

import re
from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, at_most, equal, judgement, noted, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_large_messages.album import QUEUE, REFERENCE
from demos.stories.rabbitmq_large_messages.on_redis import PHOTO
from demos.stories.rabbitmq_large_messages.on_redis import QUEUE as ON_REDIS

FEW = 200
"""Bytes that a reference may have."""

_LIMIT = re.compile(r"larger than configured max size (\d+)")
_START = 12
"""Hex digits of a digest that are shown."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nothing was refused, because then no message was above the broker's limit."""
    refused = of(events, What.REFUSED)
    checks = (*_refused(events, refused), *_reference(ledger, events), *_redis(ledger, events), *_books(ledger))
    return judgement(checks, happened=bool(refused))


def _refused(events: Sequence[Event], refused: Sequence[Event]) -> Iterator[Check]:
    limits = {event.message: _limit(event) for event in refused}
    yield equal("refused", expected=1, counted=sum(limit > 0 for limit in limits.values()))
    yield noted("limit", counted=f"{max(limits.values(), default=0):,} bytes")
    for message, limit in limits.items():
        yield at_least("larger", expected=limit + 1, counted=_number(events, "size", message))
    closed = {e.message for e in of(events, What.OBSERVED) if e.detail["value"] == "closed"}
    yield equal("closed", expected=len(refused), counted=len(closed & limits.keys()))


def _reference(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    yield at_most("few", expected=FEW, counted=_number(events, "size", REFERENCE))
    yield equal("passed", expected=1, counted=_executed(ledger, REFERENCE))
    yield equal("same", expected=_digest(events, None), counted=_digest(events, REFERENCE))
    whole = [line for line in ledger.lines if line.queue == QUEUE and line.expected and line.message != REFERENCE]
    given_back = {event.message for event in of(events, What.REFUSED)}
    smaller = [line for line in whole if line.message not in given_back]
    yield equal("smaller", expected=len(smaller), counted=sum(line.executed == 1 for line in smaller))


def _redis(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    yield equal("accepted", expected=1, counted=ledger.accepted)
    yield equal("same-on-redis", expected=_digest(events, None), counted=_digest(events, PHOTO))
    smallest = min((int(e.detail["value"]) for e in of(events, What.MEASURED) if _is_whole(e)), default=0)
    yield at_least("memory", expected=smallest, counted=_number(events, "memory", PHOTO))
    waiting = sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED, stop=ON_REDIS))
    yield equal("waiting", expected=1, counted=waiting)


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected + ledger.duplicated)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _limit(refused: Event) -> int:
    found = _LIMIT.search(str(refused.detail["reason"]))
    return int(found[1]) if found else 0


def _is_whole(measured: Event) -> bool:
    return measured.detail["name"] == "size" and measured.message != REFERENCE


def _number(events: Sequence[Event], name: str, message: str | None) -> int:
    measured = (e for e in of(events, What.MEASURED) if (e.message, e.detail["name"]) == (message, name))
    return next((int(event.detail["value"]) for event in measured), 0)


def _digest(events: Sequence[Event], message: str | None) -> str:
    seen = (e for e in of(events, What.OBSERVED) if (e.message, e.detail["name"]) == (message, "sha256"))
    return next((str(event.detail["value"])[:_START] for event in seen), "none")


def _executed(ledger: Ledger, message: str) -> int:
    return sum(line.executed for line in ledger.lines if line.message == message)
