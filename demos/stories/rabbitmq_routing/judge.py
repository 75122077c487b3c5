"""Judges the routing claim from the events alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, interrupted_work, judgement, of, taken_over
from demos.ledger import Ledger
from demos.stories.rabbitmq_routing.topology import LATE_QUEUE


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the kill did not cut any work."""
    cut = interrupted_work(events)
    checks = (*_routed(ledger), *_joined(ledger, events), *_taken_over(events, cut), *_answered(events), *books(ledger))
    return judgement(checks, happened=bool(cut))


def _routed(ledger: Ledger) -> Iterator[Check]:
    expected = Counter(line.queue for line in ledger.lines if line.expected)
    counted = Counter(line.queue for line in ledger.lines if line.executed)
    for queue in sorted(expected | counted):
        yield equal(f"routed:{queue}", expected=expected[queue], counted=counted[queue])
    routed = {line.message for line in ledger.lines if line.expected}
    yield equal("returned", expected=ledger.sent - len(routed), counted=ledger.returned)
    yield equal("confirmed", expected=len(routed), counted=ledger.confirmed)


def _joined(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    since = next((event.seq for event in of(events, What.BOUND, stop=LATE_QUEUE)), 0)
    yield at_least("before", expected=1, counted=sum(sent.seq < since for sent in of(events, What.SENT)))
    counted = sum(line.queue == LATE_QUEUE and line.executed > 0 for line in ledger.lines)
    yield at_least("joined", expected=1, counted=counted)


def _taken_over(events: Sequence[Event], cut: tuple[Event, ...]) -> Iterator[Check]:
    again = sum(taken_over(events, begun) is not None for begun in cut)
    yield equal("cut", expected=1, counted=len(cut))
    yield equal("redelivered", expected=len(cut), counted=again)


def _answered(events: Sequence[Event]) -> Iterator[Check]:
    yield equal("replied", expected=1, counted=len(of(events, What.REPLIED)))
