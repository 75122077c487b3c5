"""Judges who overtook whom, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, interrupted_work, judgement, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_order.topology import COMPETING, ONE_ACTIVE

STANDS_BY = "stand-by"


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the kill did not cut any work."""
    checks = (*_overtaking(events), *_taken_over(events))
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    return judgement((*checks, confirmed, *books(ledger)), happened=bool(interrupted_work(events)))


def _overtaking(events: Sequence[Event]) -> Iterator[Check]:
    yield equal("kept", expected=0, counted=_overtook(ONE_ACTIVE, events))
    yield at_least("overtook", expected=1, counted=_overtook(COMPETING, events))


def _overtook(queue: str, events: Sequence[Event]) -> int:
    """How many orders were completed while one that was sent earlier was not."""
    sent = [event.message for event in of(events, What.SENT) if event.detail.get("queues") == queue]
    done = sorted((e for e in of(events, What.EXECUTED) if e.detail["queue"] == queue), key=lambda event: event.at)
    places = [sent.index(event.message) for event in done if event.message in sent]
    return sum(min(places[number:]) < place for number, place in enumerate(places))


def _taken_over(events: Sequence[Event]) -> Iterator[Check]:
    killed = next((event.at for event in of(events, What.KILLED)), 0.0)
    begun = of(events, What.STARTED, stop=STANDS_BY)
    yield equal("idle", expected=0, counted=sum(event.at < killed for event in begun))
    yield at_least("took-over", expected=1, counted=len(of(events, What.EXECUTED, stop=STANDS_BY)))
