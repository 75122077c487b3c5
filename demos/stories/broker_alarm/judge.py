"""Judges what an alarm of the broker did to a publisher and to a consumer, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, at_most, books, equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.broker_alarm.story import BLOCKED_SECONDS, COOK

LATE = 8.0
"""Seconds that a busy machine may take more."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless something was published while the alarm was on."""
    meanwhile = _meanwhile(events)
    checks = (*_blocked(meanwhile), *_went_on(ledger, events, meanwhile), *books(ledger))
    return judgement(checks, happened=bool(of(meanwhile, What.SENT)))


def _meanwhile(events: Sequence[Event]) -> Sequence[Event]:
    on, off = of(events, What.ALARMED), of(events, What.CALMED)
    return [e for e in events if on and off and on[0].seq < e.seq < off[0].seq]


def _blocked(meanwhile: Sequence[Event]) -> Iterator[Check]:
    refused = of(meanwhile, What.REFUSED)
    yield equal("refused", expected=1, counted=len(refused))
    sent = {event.message: event.at for event in of(meanwhile, What.SENT)}
    waited = [event.at - sent[event.message] for event in refused if event.message in sent]
    yield within("waited", low=0.0, high=BLOCKED_SECONDS + LATE, counted=waited)


def _went_on(ledger: Ledger, events: Sequence[Event], meanwhile: Sequence[Event]) -> Iterator[Check]:
    yield at_least("cooked", expected=1, counted=len(of(meanwhile, What.EXECUTED, stop=COOK)))
    calmed = next((event.seq for event in of(events, What.CALMED)), len(events))
    after = {event.message for event in of(events, What.SENT) if event.seq > calmed}
    confirmed = {event.message for event in of(events, What.CONFIRMED) if event.seq > calmed}
    yield equal("after", expected=len(after), counted=len(after & confirmed))
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield at_most("twice", expected=ledger.refused, counted=ledger.duplicated)
