"""Judges who runs what where, and who waits for whom, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.celery_calling.kitchen import PROCESS, dish_of
from demos.stories.celery_calling.story import COUNTDOWN

EARLY, LATE = 0.1, 12.0
"""Seconds by which something may seem early, by two clocks, or be late, because the machine is busy."""

LIMITED = {"serve-soft": "SoftTimeLimitExceeded", "serve-hard": "TimeLimitExceeded"}
"""The tasks that wait for another one until a limit ends them, and the error that it ends with."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless the waiting tasks were begun and had asked for what they waited for."""
    asked = {event.message for event in of(events, What.SENT, stop="worker")}
    begun = {event.message for event in of(events, What.STARTED)}
    happened = all(dish_of(waiting) in asked and waiting in begun for waiting in LIMITED)
    return judgement((*_called(events), *_fetched(events), *_waited(events), *_books(ledger)), happened=happened)


def _called(events: Sequence[Event]) -> Iterator[Check]:
    orders, own = _planned(events, "orders"), _planned(events, "pid")
    waiting = {event.detail["name"]: event.detail["value"] for event in of(events, What.MEASURED)}
    begun = of(events, What.STARTED)
    applied = of(events, What.OBSERVED, stop="shop")
    yield equal("applied", expected=orders, counted=sum(_cooked(event) == own for event in applied))
    yield equal("queued:apply", expected=0, counted=waiting.get("after apply"))
    yield equal("queued:delay", expected=orders, counted=waiting.get("after delay"))
    yield equal("elsewhere", expected=0, counted=sum(event.detail["pid"] == own for event in begun))


def _fetched(events: Sequence[Event]) -> Iterator[Check]:
    begun = {event.message: event.at for event in reversed(of(events, What.STARTED))}
    later = [event for event in of(events, What.SENT) if event.detail.get("countdown")]
    waits = [begun[event.message] - event.at for event in later if event.message in begun]
    own = _planned(events, "pid")
    right = [event for event in of(events, What.RESULT) if _cooked(event) not in (0, own)]
    yield within("countdown", low=COUNTDOWN - EARLY, high=COUNTDOWN + LATE, counted=waits)
    yield equal("results", expected=2 * _planned(events, "orders"), counted=len(right))


def _waited(events: Sequence[Event]) -> Iterator[Check]:
    limit = _planned(events, "limit")
    ended = {event.message: event for event in of(events, What.FAILED)}
    sent = {event.message: event.at for event in of(events, What.SENT)}
    begun = {event.message: event.seq for event in of(events, What.STARTED)}
    checked = ended.get("serve-checked")
    yield equal("refused", expected="RuntimeError", counted=checked.detail["reason"] if checked else "no error")
    for waiting, error in LIMITED.items():
        end = ended.get(waiting)
        # Until the limit ended it, what it waited for was not even begun.
        stuck = bool(end and begun.get(dish_of(waiting), 0) > end.seq)
        yield equal(f"ended:{waiting}", expected=error, counted=end.detail["reason"] if end else "no error")
        yield equal(f"stuck:{waiting}", expected=1, counted=int(stuck))
        waits = [end.at - sent[waiting]] if end and waiting in sent else []
        yield within(f"stood:{waiting}", low=limit - EARLY, high=limit + LATE, counted=waits)


def _books(ledger: Ledger) -> Iterator[Check]:
    gone = len(LIMITED) + 1
    yield equal("accepted", expected=ledger.sent, counted=ledger.accepted)
    yield equal("gone", expected=gone, counted=ledger.discarded)
    yield equal("executed", expected=ledger.expected - gone, counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected + ledger.duplicated)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _cooked(event: Event) -> int:
    # The process that says that it cooked this very order; 0 if none does.
    order, _, process = str(event.detail["value"]).partition(f" {PROCESS}")
    return int(process or 0) if order == event.message else 0


def _planned(events: Sequence[Event], name: str) -> int:
    return sum(int(event.detail[name]) for event in of(events, What.PLANNED))
