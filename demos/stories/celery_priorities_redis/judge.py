"""Judges in which sequence was begun, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.celery_priorities_redis.kitchen import LEAST_FIRST, list_of


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if work began before everything was placed."""
    accepted = equal("accepted", expected=ledger.sent, counted=ledger.accepted)
    return judgement((*_sequence(events), accepted, *books(ledger)), happened=_all_were_waiting(events))


def _sequence(events: Sequence[Event]) -> Iterator[Check]:
    counted = next((event.detail["value"] for event in of(events, What.MEASURED)), 0)
    yield equal("lists", expected=len({list_of(priority) for priority in LEAST_FIRST}), counted=counted)
    priorities = {event.message: int(event.detail["priority"]) for event in of(events, What.SENT)}
    begun = [priorities[event.message] for event in of(events, What.STARTED)]
    levels = [list_of(priority) for priority in begun]
    yield equal("sorted", expected=0, counted=sum(min(levels[place:]) < one for place, one in enumerate(levels)))
    first = begun.index(0) if 0 in begun else len(begun)
    yield equal("blurred", expected=list(priorities.values()).count(2), counted=begun[:first].count(2))


def _all_were_waiting(events: Sequence[Event]) -> bool:
    sent, begun = of(events, What.SENT), of(events, What.STARTED)
    return bool(sent and begun) and sent[-1].seq < begun[0].seq
