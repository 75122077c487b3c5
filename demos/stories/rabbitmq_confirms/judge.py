"""Judges what two publishers heard of their orders, and what became of these, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, of
from demos.ledger import Ledger, State
from demos.stories.rabbitmq_confirms.topology import ROOM

Ids = set[str | None]


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nothing was published with a mistyped key and nothing to a full shelf."""
    asked, done = _ids(events, What.SENT, "shop"), _ids(events, What.EXECUTED)
    checks = (*_heard(events, asked), *_true(events, asked, done), *_hasty(ledger, events), *_books(ledger))
    planned = {name: _planned(events, name) for name in ("typos", "too_many")}
    return judgement(checks, happened=all(planned.values()))


def _heard(events: Sequence[Event], asked: Ids) -> Iterator[Check]:
    """What the publisher that asks was told, counted by the ids of its orders."""
    confirmed, returned, refused = (_ids(events, what) & asked for what in _ANSWERS)
    yield equal("confirmed", expected=_planned(events, "orders") + ROOM, counted=len(confirmed))
    yield equal("returned", expected=_planned(events, "typos"), counted=len(returned))
    yield equal("refused", expected=_planned(events, "too_many"), counted=len(refused))
    answers = len(confirmed) + len(returned) + len(refused)
    yield equal("one-answer", expected=len(asked), counted=answers if confirmed | returned | refused == asked else 0)


def _true(events: Sequence[Event], asked: Ids, done: Ids) -> Iterator[Check]:
    """Whether what it was told is what happened."""
    confirmed = _ids(events, What.CONFIRMED) & asked
    yield equal("kept", expected=len(confirmed), counted=len(confirmed & done))
    yield equal("given-back", expected=0, counted=len((asked - confirmed) & done))


def _hasty(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    """What the publisher that forgets was told, and what it should have been told."""
    sent = _ids(events, What.SENT, "hasty-shop")
    heard = set[str | None]().union(*(_ids(events, what) for what in _ANSWERS)) & sent
    yield equal("heard", expected=0, counted=len(heard))
    missing = sum(line.message in sent and line.state in _GONE for line in ledger.lines)
    yield equal("missing", expected=_planned(events, "typos") + _planned(events, "too_many"), counted=missing)
    yield at_least("some-missing", expected=1, counted=missing)


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("once", expected=0, counted=ledger.duplicated + ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _ids(events: Sequence[Event], what: What, stop: str | None = None) -> Ids:
    return {event.message for event in of(events, what, stop=stop)}


def _planned(events: Sequence[Event], name: str) -> int:
    return sum(int(event.detail[name]) for event in of(events, What.PLANNED))


_ANSWERS = (What.CONFIRMED, What.RETURNED, What.REFUSED)
_GONE = (State.LOST, State.UNKNOWN)
