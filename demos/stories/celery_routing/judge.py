"""Judges where tasks went by their names, from the events alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.celery_routing.kitchen import BULK, EXPRESS, STATS


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless express orders were sent after the many, and news before and after the binding."""
    many, express = _sent(events, BULK), _sent(events, EXPRESS)
    behind = bool(many and express) and max(e.seq for e in many) < min(e.seq for e in express)
    checks = (*_routed(ledger), _ahead(events, express), *_news(ledger, events), *books(ledger))
    return judgement(checks, happened=behind and all(_news_sent(events)))


def _routed(ledger: Ledger) -> Iterator[Check]:
    expected = Counter(line.queue for line in ledger.lines if line.expected)
    counted = Counter(line.queue for line in ledger.lines if line.executed)
    for queue in sorted(expected | counted):
        yield equal(f"routed:{queue}", expected=expected[queue], counted=counted[queue])
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)


def _ahead(events: Sequence[Event], express: Sequence[Event]) -> Check:
    last = max((e.at for e in of(events, What.STARTED) if e.detail["queue"] == BULK), default=0.0)
    begun = [e for e in of(events, What.STARTED) if e.detail["queue"] == EXPRESS]
    return equal("ahead", expected=len(express), counted=sum(event.at < last for event in begun))


def _news(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    before, after = _news_sent(events)
    for id_, news, expected in (("once", before, 1), ("twice", after, 2)):
        lines = [line for line in ledger.lines if line.message in {event.message for event in news}]
        yield equal(id_, expected=expected * len(news), counted=sum(line.executed for line in lines))
    ids = {e.detail["value"] for e in of(events, What.OBSERVED) if e.message in {each.message for each in after}}
    yield equal("one-id", expected=len(after), counted=len(ids))


def _news_sent(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    bound = next((event.seq for event in of(events, What.BOUND, stop=STATS)), 0)
    news = [event for event in of(events, What.SENT) if "routing_key" in event.detail]
    return [event for event in news if event.seq < bound], [event for event in news if event.seq > bound]


def _sent(events: Sequence[Event], queue: str) -> list[Event]:
    return [event for event in of(events, What.SENT) if event.detail.get("queue") == queue]
