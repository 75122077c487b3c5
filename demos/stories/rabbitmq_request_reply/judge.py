"""Judges whether questions were answered, each to its own, and how the customer noticed that one was not."""

from collections.abc import Iterator, Sequence
from statistics import median

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, noted, of, within
from demos.ledger import Ledger
from demos.stories.rabbitmq_request_reply.desk import QUEUE

LATE = 5.0
"""Seconds that a busy machine may add to the customer's patience."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if nothing was asked after both desks had gone."""
    gone = max((event.seq for event in of(events, What.LEFT)), default=len(events))
    alone = {event.message for event in of(events, What.SENT) if event.seq > gone}
    checks = (*_answered(events, alone), *_elsewhere(events), *_alone(ledger, events, alone), *_books(ledger, alone))
    return judgement(checks, happened=bool(alone))


def _answered(events: Sequence[Event], alone: set[str | None]) -> Iterator[Check]:
    replied = of(events, What.REPLIED)
    asked = {event.message for event in of(events, What.SENT)} - alone
    yield equal("replied", expected=len(asked), counted=len({event.message for event in replied} & asked))
    yield equal("once", expected=len(asked), counted=len(replied))
    yield equal("matched", expected=len(replied), counted=sum(e.detail["about"] == e.message for e in replied))
    yield noted("overtook", counted=_overtakings(events))
    together = next((e.seq for e in of(events, What.STAGE) if e.detail["name"] == "together"), len(events))
    milliseconds = [float(event.detail["milliseconds"]) for event in replied if event.seq < together]
    yield noted("milliseconds", counted=f"{median(milliseconds):.1f} ms" if milliseconds else "none")


def _overtakings(events: Sequence[Event]) -> int:
    """Count the answers that came although an earlier question was still open."""
    asked = [event.message for event in of(events, What.SENT)]
    answered = [asked.index(event.message) for event in of(events, What.REPLIED) if event.message in asked]
    return sum(number > min(answered[place:]) for place, number in enumerate(answered))


def _elsewhere(events: Sequence[Event]) -> Iterator[Check]:
    own = {event.detail["pid"] for event in of(events, What.PLANNED)}
    work = of(events, What.STARTED)
    yield equal("elsewhere", expected=len(work), counted=sum(event.detail["pid"] not in own for event in work))


def _alone(ledger: Ledger, events: Sequence[Event], alone: set[str | None]) -> Iterator[Check]:
    patience = sum(int(event.detail["patience"]) for event in of(events, What.PLANNED)) / 1000
    gave_up = [event for event in of(events, What.MEASURED) if event.message in alone]
    yield equal("gave-up", expected=len(alone), counted=len(gave_up))
    waited = [float(event.detail["value"]) for event in gave_up]
    yield within("patience", low=patience, high=patience + LATE, counted=waited)
    waiting = sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED, stop=QUEUE))
    yield equal("waiting", expected=len(alone), counted=waiting)
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)


def _books(ledger: Ledger, alone: set[str | None]) -> Iterator[Check]:
    yield equal("executed", expected=ledger.expected - len(alone), counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)
