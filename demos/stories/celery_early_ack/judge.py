"""Judges what a kill loses, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, interrupted_work, judgement, of
from demos.ledger import Ledger, State
from demos.stories.celery_early_ack.kitchen import EARLY, KITCHENS, LATE


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless a kill cut work on both queues."""
    cut = {queue: _cut(queue, events) for queue in KITCHENS}
    checks = (*_early(ledger, cut[EARLY]), *_late(ledger, events, cut[LATE]), *_counted(ledger))
    return judgement(checks, happened=all(cut.values()))


def _cut(queue: str, events: Sequence[Event]) -> set[str | None]:
    return {begun.message for begun in interrupted_work(events) if begun.detail["queue"] == queue}


def _early(ledger: Ledger, cut: set[str | None]) -> Iterator[Check]:
    lost = _in(ledger, EARLY, State.LOST)
    yield at_least("lost-early", expected=1, counted=len(lost))
    yield equal("lost-cut", expected=" ".join(sorted(map(str, cut))), counted=" ".join(sorted(lost)))
    yield equal("others-early", expected=_expected(ledger, EARLY) - len(cut), counted=_executed(ledger, EARLY))


def _late(ledger: Ledger, events: Sequence[Event], cut: set[str | None]) -> Iterator[Check]:
    back = {e.message for e in of(events, What.DELIVERED) if e.detail["queue"] == LATE and e.detail["redelivered"]}
    yield equal("back-late", expected=len(cut), counted=len(cut & back))
    yield equal("lost-late", expected=0, counted=len(_in(ledger, LATE, State.LOST)))
    yield equal("executed-late", expected=_expected(ledger, LATE), counted=_executed(ledger, LATE))


def _counted(ledger: Ledger) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("unknown", expected=0, counted=ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _in(ledger: Ledger, queue: str, state: State) -> list[str]:
    return [line.message for line in ledger.lines if line.queue == queue and line.expected and line.state is state]


def _expected(ledger: Ledger, queue: str) -> int:
    return sum(line.expected for line in ledger.lines if line.queue == queue)


def _executed(ledger: Ledger, queue: str) -> int:
    return len(_in(ledger, queue, State.EXECUTED))
