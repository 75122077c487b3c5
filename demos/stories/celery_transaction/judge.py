"""Judges which committed orders had their task, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of
from demos.ledger import Ledger, State
from demos.stories.celery_transaction.kitchen import AFTER, INSIDE, OUTBOX


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless both tills were killed with an order that was committed and not sent by them."""
    killed = {event.stop for event in of(events, What.KILLED)}
    return judgement((*_found(ledger, events), *_books(ledger)), happened=len(killed) == 2)


def _found(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    rows = {queue: _rows(queue, events) for queue in (INSIDE, AFTER, OUTBOX)}
    yield equal("early", expected=len(rows[INSIDE]), counted=_in_state(ledger, INSIDE, State.DISCARDED))
    yield equal("found", expected=len(rows[AFTER]) - 1, counted=_in_state(ledger, AFTER, State.EXECUTED))
    for queue, expected in ((AFTER, 1), (OUTBOX, 0)):
        done = {line.message for line in ledger.lines if line.queue == queue and line.executed}
        yield equal(f"orphans:{queue}", expected=expected, counted=len(rows[queue] - done))


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("executed", expected=ledger.expected, counted=ledger.executed + ledger.discarded)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _in_state(ledger: Ledger, queue: str, state: State) -> int:
    return sum(line.queue == queue and line.state is state for line in ledger.lines)


def _rows(queue: str, events: Sequence[Event]) -> set[str]:
    told = (str(event.detail["value"]).split() for event in of(events, What.MEASURED) if event.detail["name"] == queue)
    return set(next(told, []))
