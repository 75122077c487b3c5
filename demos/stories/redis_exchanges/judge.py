"""Judges which exchanges work on Redis, and how loudly the others fail, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, of
from demos.ledger import Ledger, Line, State
from demos.stories.redis_exchanges.topology import BINDINGS, DIRECT, LABELS, REFUNDS, SCREENS, TOPIC

MAY_LOSE = (REFUNDS, "screens")


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if no bindings were deleted."""
    deleted = [event for event in of(events, What.MEASURED, stop=SCREENS.name) if event.detail["value"] == 1]
    forgotten = deleted[0].seq if deleted else len(events)
    checks = (
        *_imitated(ledger),
        *_refused(events),
        *_silent(ledger, events),
        *_forgotten(ledger, events, forgotten),
        *_books(ledger),
    )
    return judgement(checks, happened=bool(deleted))


def _imitated(ledger: Ledger) -> Iterator[Check]:
    for exchange in (DIRECT, TOPIC):
        queues = {queue for queue, (bound_to, _) in BINDINGS.items() if bound_to is exchange}
        copies = [line for line in ledger.lines if line.queue in queues and line.expected]
        yield equal(f"queues:{exchange.name}", expected=len(queues), counted=len({line.queue for line in copies}))
        exact = sum(line.executed == 1 for line in copies)
        yield equal(f"exact:{exchange.name}", expected=len(copies), counted=exact)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)


def _refused(events: Sequence[Event]) -> Iterator[Check]:
    sent = _sent_for(events, LABELS)
    yield at_least("labelled", expected=1, counted=len(sent))
    named = [event for event in of(events, What.REFUSED) if event.detail["reason"] == "KeyError: 'headers'"]
    yield equal("headers", expected=len(sent), counted=len({event.message for event in named} & sent))


def _silent(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    """Orders that nobody wants are answered like all others, and are gone."""
    sent = _sent_for(events, REFUNDS)
    accepted = {event.message for event in of(events, What.ACCEPTED)}
    yield at_least("unwanted", expected=1, counted=len(sent))
    yield equal("accepted", expected=len(sent), counted=len(sent & accepted))
    yield equal("returned", expected=0, counted=ledger.returned)
    yield equal("gone", expected=len(sent), counted=len(_lost(ledger, REFUNDS)))


def _forgotten(ledger: Ledger, events: Sequence[Event], forgotten: int) -> Iterator[Check]:
    before, after = _sent_for(events, "screens", until=forgotten), _sent_for(events, "screens", since=forgotten)
    arrived = {line.message for line in ledger.lines if line.queue == "screens" and line.executed == 1}
    yield equal("before", expected=len(before), counted=len(before & arrived))
    yield at_least("sent-after", expected=1, counted=len(after))
    yield equal("after", expected=len(after), counted=len(after & {line.message for line in _lost(ledger, "screens")}))


def _books(ledger: Ledger) -> Iterator[Check]:
    gone = (State.LOST, State.UNKNOWN)
    lost = [line for line in ledger.lines if line.expected and line.state in gone and line.queue not in MAY_LOSE]
    yield equal("lost", expected=0, counted=len(lost))
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _sent_for(events: Sequence[Event], queue: str, *, since: int = 0, until: int | None = None) -> set[str]:
    sent = (event for event in of(events, What.SENT) if event.detail["queues"] == queue)
    return {event.message or "" for event in sent if since < event.seq < (until or len(events) + 1)}


def _lost(ledger: Ledger, queue: str) -> list[Line]:
    return [line for line in ledger.lines if line.queue == queue and line.state is State.LOST]
