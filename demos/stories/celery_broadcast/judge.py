"""Judges who executed which broadcast, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.celery_broadcast.kitchen import WORKERS, copies_of


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nobody came late or was away."""
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    happened = bool(of(events, What.KILLED)) and len(of(events, What.JOINED)) > len(WORKERS)
    return judgement((*_heard(events), confirmed, *books(ledger)), happened=happened)


def _heard(events: Sequence[Event]) -> Iterator[Check]:
    for worker in WORKERS:
        there = {e.message for e in of(events, What.SENT) if copies_of(worker) in str(e.detail["queues"]).split()}
        done = [event.message for event in of(events, What.EXECUTED, stop=worker)]
        yield equal(f"living:{worker}", expected=len(there), counted=sum(message in there for message in done))
        yield equal(f"missed:{worker}", expected=0, counted=sum(message not in there for message in done))
