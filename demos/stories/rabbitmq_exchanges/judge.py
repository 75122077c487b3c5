"""Judges whether the copies arrived exactly where the rules of each exchange send them, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_exchanges.topology import ALTERNATE, BINDINGS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim. It has no fault that could fail to happen."""
    return judgement((*_arrived(ledger, events), *_caught(ledger), *_kept(ledger, events), *books(ledger)))


def _arrived(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    for kind in BINDINGS:
        messages = {event.message for event in of(events, What.CONFIRMED, stop=kind.value)}
        copies = [line for line in ledger.lines if line.message in messages]
        expected = {line.queue for line in copies if line.expected} - {ALTERNATE}
        yield equal(f"queues:{kind.value}", expected=len(BINDINGS[kind]), counted=len(expected))
        exact = sum(line.executed == 1 for line in copies if line.expected)
        yield equal(f"exact:{kind.value}", expected=sum(line.expected for line in copies), counted=exact)


def _caught(ledger: Ledger) -> Iterator[Check]:
    caught = [line for line in ledger.lines if line.queue == ALTERNATE]
    yield at_least("caught", expected=1, counted=sum(line.expected and line.executed == 1 for line in caught))
    yield equal("returned", expected=0, counted=ledger.returned)


def _kept(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    # A copy that nobody expected may still lie in a queue, where no consumer has told of it.
    yield equal("left", expected=0, counted=sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED)))
