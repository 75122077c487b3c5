"""Judges what a restart of the broker did to the orders, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, at_most, books, equal, judgement, noted, of
from demos.ledger import Ledger

IN_WORK = 1
"""How many orders the worker cooks at a time: these may be cooked again."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless the broker was restarted after an order was begun and before all were cooked."""
    restarted = of(events, What.RESTARTED)
    checks = (*_went_on(ledger, events, restarted), *books(ledger))
    return judgement(checks, happened=len(restarted) == 1 and _in_the_middle(ledger, events, restarted[0]))


def _went_on(ledger: Ledger, events: Sequence[Event], restarted: Sequence[Event]) -> Iterator[Check]:
    back = [event for event in of(events, What.STARTED) if restarted and event.seq > restarted[0].seq]
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield at_least("went-on", expected=1, counted=len(back))
    yield equal("same-worker", expected=1, counted=len(of(events, What.JOINED)))
    yield at_most("twice", expected=IN_WORK, counted=ledger.duplicated)
    waited = f"{back[0].at - restarted[0].at:.1f} s" if back else "never"
    yield noted("reconnected", counted=waited)


def _in_the_middle(ledger: Ledger, events: Sequence[Event], restarted: Event) -> bool:
    begun = {event.message for event in of(events, What.STARTED) if event.seq < restarted.seq}
    done = {event.message for event in of(events, What.EXECUTED) if event.seq < restarted.seq}
    sent = {event.message for event in of(events, What.SENT) if event.seq < restarted.seq}
    return bool(begun) and len(sent) == ledger.sent and done < sent
