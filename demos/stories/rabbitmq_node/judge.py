"""Judges that two languages shared the work, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, interrupted_work, judgement, of, taken_over
from demos.ledger import Ledger
from demos.stories.rabbitmq_node.story import MEALS, ORDERS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the kill did not cut any work in Node.js."""
    cut = interrupted_work(events)
    checks = (*_languages(events), *_untouched(events), *_taken_over(events, cut), *_safe(ledger, events))
    return judgement(checks, happened=bool(cut))


def _languages(events: Sequence[Event]) -> Iterator[Check]:
    for stop, language in (("node-cook", "Node.js"), ("python-cook", "Python"), ("waiter", "Python")):
        runs = [str(event.detail["runtime"]).split()[0] for event in of(events, What.JOINED, stop=stop)]
        yield equal(f"language:{stop}", expected=language, counted=" ".join(runs))
    cooked = of(events, What.EXECUTED, stop="node-cook")
    served = {event.message for event in of(events, What.EXECUTED, stop="waiter")}
    yield at_least("through-node", expected=1, counted=sum(event.message in served for event in cooked))


def _untouched(events: Sequence[Event]) -> Iterator[Check]:
    sent = {event.message: event.detail["value"] for event in of(events, What.OBSERVED)}
    for queue in (ORDERS, MEALS):
        done = [event for event in of(events, What.EXECUTED) if event.detail["queue"] == queue]
        same = sum(f"{e.detail['city']} {e.detail['digest']}" == sent.get(e.message) for e in done)
        yield equal(f"untouched:{queue}", expected=len(done), counted=same)


def _taken_over(events: Sequence[Event], cut: Sequence[Event]) -> Iterator[Check]:
    again = [taken_over(events, begun) for begun in cut]
    yield equal("cut", expected=1, counted=sum(event.stop == "node-cook" for event in cut))
    yield equal("redelivered", expected=1, counted=sum(e is not None and e.stop == "python-cook" for e in again))


def _safe(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    acknowledged = {(event.message, event.detail["queue"]) for event in of(events, What.ACKNOWLEDGED)}
    yield equal("acknowledged", expected=ledger.expected, counted=len(acknowledged))
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("duplicated", expected=0, counted=ledger.duplicated)
    yield from books(ledger)
