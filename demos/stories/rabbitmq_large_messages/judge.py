"""Judges what passed and what did not, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, noted, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_large_messages.story import HUGE, KEPT, REFERENCE, SIZE


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the huge message was not sent."""
    sent = {event.message for event in of(events, What.SENT)}
    return judgement((*_refused(events), *_passed(events), *_books(ledger)), happened=HUGE in sent)


def _refused(events: Sequence[Event]) -> Iterator[Check]:
    refused = len([event for event in of(events, What.REFUSED) if event.message == HUGE and event.detail["reason"]])
    yield equal("refused", expected=1, counted=refused) if _is_new(events) else noted("not-judged", counted=refused)


def _passed(events: Sequence[Event]) -> Iterator[Check]:
    fetched = {event.message for event in of(events, What.EXECUTED)}
    yield equal("reference", expected=1, counted=len(fetched & {REFERENCE}))
    taken = {event.message for event in of(events, What.ACCEPTED)}
    yield equal("taken", expected=1, counted=len(taken & {KEPT}))
    more = next((int(event.detail["value"]) for event in of(events, What.MEASURED)), 0)
    yield at_least(f"memory:{SIZE:,}", expected=SIZE, counted=more)


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _is_new(events: Sequence[Event]) -> bool:
    told = next((str(event.detail["value"]) for event in of(events, What.OBSERVED)), "RabbitMQ 0")
    return int(told.split()[1].split(".")[0]) >= 4
