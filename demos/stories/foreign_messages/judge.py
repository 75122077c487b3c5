"""Judges that nothing foreign was run, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.foreign_messages.foreign import REASONS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if one of the foreign messages was not taken by the broker."""
    confirmed = {event.message for event in of(events, What.CONFIRMED)}
    checks = (*_discarded(events), *_never_run(ledger, events), *_goes_on(ledger, events), *_books(ledger))
    return judgement(checks, happened=set(REASONS) <= confirmed)


def _discarded(events: Sequence[Event]) -> Iterator[Check]:
    for message, reason in REASONS.items():
        told = [str(event.detail["reason"]) for event in of(events, What.DISCARDED) if event.message == message]
        yield equal(f"discarded:{message}", expected=reason, counted=", ".join(told) or "not discarded")


def _never_run(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    run = sum(line.started + line.executed for line in ledger.lines if line.message in REASONS)
    found = [str(event.detail["value"]) for event in of(events, What.OBSERVED) if event.detail["name"] == "marker"]
    yield equal("run", expected=0, counted=run + ledger.unexpected)
    yield equal("marker", expected="absent", counted=", ".join(found) or "nobody looked")


def _goes_on(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    orders = [line for line in ledger.lines if line.expected and line.message not in REASONS]
    last = max((event.seq for event in of(events, What.DISCARDED)), default=0)
    yield equal("served", expected=len(orders), counted=sum(line.executed == 1 for line in orders))
    yield at_least("after", expected=1, counted=sum(event.seq > last for event in of(events, What.EXECUTED)))


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("set-aside", expected=len(REASONS), counted=ledger.discarded)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown + ledger.in_flight)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)
