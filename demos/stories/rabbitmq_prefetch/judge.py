"""Judges how a slow and a fast cook shared the orders, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, books, equal, judgement, noted, of
from demos.ledger import Ledger


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if a fast cook was at its queue before the slow one."""
    return judgement((*_shares(ledger, events), *_seconds(events), *books(ledger)), happened=_slow_came_first(events))


def _slow_came_first(events: Sequence[Event]) -> bool:
    # As the broker counted: by the clocks of two processes, who is a millisecond ahead is a matter of luck.
    second = {event.stop for event in of(events, What.MEASURED) if event.detail["value"] == 1}
    return second == {"fair-fast", "greedy-fast"}


def _shares(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    half = ledger.sent // 2
    yield at_least("fair-fast", expected=half + 1, counted=_done(events, "fair-fast"))
    yield at_least("fair-slow", expected=1, counted=_done(events, "fair-slow"))
    # Nearly all, because the second cook may already be there when the last orders are handed out.
    yield at_least("greedy-slow", expected=ledger.sent - ledger.sent // 10, counted=_done(events, "greedy-slow"))
    yield noted("greedy-fast", counted=_done(events, "greedy-fast"))
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)


def _seconds(events: Sequence[Event]) -> Iterator[Check]:
    for queue in ("fair", "greedy"):
        work = [
            event.at for what in (What.STARTED, What.EXECUTED) for event in of(events, what) if _is_in(event, queue)
        ]
        yield noted(f"seconds:{queue}", counted=f"{max(work) - min(work):.2f} s" if work else "none")


def _done(events: Sequence[Event], cook: str) -> int:
    return len({event.message for event in of(events, What.EXECUTED, stop=cook)})


def _is_in(event: Event, queue: str) -> bool:
    return event.detail["queue"] == queue
