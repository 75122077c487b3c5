"""Judges in which order tasks ran and what they came to, from the events alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of
from demos.ledger import Ledger
from demos.stories.celery_canvas.kitchen import RPC

TOTALS = ("chord-total", "broken-total")


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless the one task of a chord's header failed that was to fail."""
    checks = (*_chain(events), *_group(events), *_chord(events), *_broken(events), *_refused(events), *_books(ledger))
    return judgement(checks, happened=len(_named(of(events, What.FAILED), "broken")) == 1)


def _chain(events: Sequence[Event]) -> Iterator[Check]:
    begun, done = _times(events, What.STARTED, "chain"), _times(events, What.EXECUTED, "chain")
    steps = list(begun)
    in_order = sum(done.get(before, begun[after] + 1) <= begun[after] for before, after in pairwise(steps))
    by_worker = [event for event in _named(of(events, What.SENT), "chain") if event.stop == "worker"]
    yield equal("in-order", expected=_planned(events) - 1, counted=in_order)
    yield equal("sent-on", expected=_planned(events) - 1, counted=len(by_worker))
    yield equal("sum:chain", expected=_sum(events), counted=_result(events, steps[-1] if steps else ""))


def _group(events: Sequence[Event]) -> Iterator[Check]:
    cents = {event.message: event.detail["cents"] for event in _named(of(events, What.SENT), "group")}
    results = _named(of(events, What.RESULT), "group")
    right = sum(event.detail["value"] == cents.get(event.message) for event in results)
    yield equal("group", expected=_planned(events), counted=right)


def _chord(events: Sequence[Event]) -> Iterator[Check]:
    begun = _times(events, What.STARTED, "chord")
    done = [at for message, at in _times(events, What.EXECUTED, "chord").items() if message not in TOTALS]
    before = sum(at <= begun.get("chord-total", -1.0) for at in done)
    yield equal("before-body", expected=_planned(events), counted=before)
    yield equal("sum:chord", expected=_sum(events), counted=_result(events, "chord-total"))


def _broken(events: Sequence[Event]) -> Iterator[Check]:
    begun = [event for event in of(events, What.STARTED) if event.message == "broken-total"]
    ended = [str(e.detail["value"]) for e in of(events, What.OBSERVED, stop="results") if e.message == "broken-total"]
    others = _times(events, What.EXECUTED, "broken")
    yield equal("others", expected=_planned(events) - 1, counted=len(others))
    yield equal("body", expected=0, counted=len(begun))
    yield equal("ended", expected="ChordError", counted=ended[0].partition(":")[0] if ended else "nothing")


def _refused(events: Sequence[Event]) -> Iterator[Check]:
    refused = of(events, What.REFUSED)
    for name in ("rpc-chord", "rpc-then"):
        why = [str(event.detail["reason"]).partition(":")[0] for event in _named(refused, name)]
        yield equal(f"refused:{name}", expected=_planned(events), counted=why.count("NotImplementedError"))
    waiting = sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED, stop=RPC))
    yield equal("nothing-sent", expected=0, counted=waiting)


def _books(ledger: Ledger) -> Iterator[Check]:
    ended = ledger.discarded + ledger.given_back
    yield equal("accepted", expected=ledger.sent - ledger.refused, counted=ledger.accepted)
    yield equal("executed", expected=ledger.expected - ended, counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected + ledger.duplicated)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _named(events: Sequence[Event], name: str) -> list[Event]:
    return [event for event in events if str(event.message).startswith(f"{name}-")]


def _times(events: Sequence[Event], what: What, name: str) -> dict[str, float]:
    told = sorted(_named(of(events, what), name), key=lambda event: event.at)
    return {str(event.message): event.at for event in told}


def _result(events: Sequence[Event], message: str) -> object:
    return next((e.detail["value"] for e in of(events, What.RESULT) if e.message == message), "no result")


def _sum(events: Sequence[Event]) -> int:
    # All of them add up the prices of the same orders.
    return sum(int(event.detail["cents"]) for event in _named(of(events, What.SENT), "group"))


def _planned(events: Sequence[Event]) -> int:
    return sum(int(event.detail["orders"]) for event in of(events, What.PLANNED))
