"""Judges what the settings of a task make of its errors, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, noted, of, within
from demos.ledger import Ledger, Line, State
from demos.stories.celery_autoretry.kitchen import BACKOFF, MAX_RETRIES, PLAIN
from demos.stories.celery_autoretry.story import BILLS

EARLY, LATE = 0.1, 12.0
"""Seconds by which a retry may seem early, by two clocks, or be late, because the machine is busy."""

ONCE, ALL = 1, 1 + MAX_RETRIES
ATTEMPTS = {"exact": ALL, "jitter": ALL, "hopeless": ALL, "unlisted": ONCE, "plain": ONCE}
"""How often a bill of that kind is attempted in all."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless a bill of each kind failed."""
    failed = {_group(str(event.message)) for event in of(events, What.FAILED)}
    checks = (*_attempted(ledger, events), *_waited(events), *_ended(ledger, events), *_books(ledger))
    return judgement(checks, happened=failed == set(BILLS))


def _attempted(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    orders = _planned(events)
    for group, attempts in ATTEMPTS.items():
        lines = _lines(ledger, group)
        retries = (attempts - 1) * orders
        yield equal(f"attempts:{group}", expected=attempts * orders, counted=sum(line.started for line in lines))
        yield equal(f"retries:{group}", expected=retries, counted=sum(line.retried for line in lines))


def _waited(events: Sequence[Event]) -> Iterator[Check]:
    for retry in range(1, MAX_RETRIES + 1):
        backoff = float(BACKOFF * 2 ** (retry - 1))
        exact, jitter = (_delays(events, groups, retry) for groups in (("exact", "hopeless"), ("jitter",)))
        gaps = [gap for _, gap in exact]
        yield within(f"asked:{retry}", low=backoff, high=backoff, counted=[delay for delay, _ in exact])
        yield within(f"waited:{retry}", low=backoff - EARLY, high=backoff + LATE, counted=gaps)
        yield within(f"drawn:{retry}", low=0.0, high=backoff, counted=[delay for delay, _ in jitter])
        # Each against what was drawn for it.
        yield within(f"later:{retry}", low=-EARLY, high=LATE, counted=[gap - delay for delay, gap in jitter])
        yield noted(f"draws:{retry}", counted=", ".join(f"{delay:g}" for delay, _ in jitter))


def _ended(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    orders = _planned(events)
    reasons = {str(event.message): str(event.detail["reason"]) for event in of(events, What.DISCARDED)}
    for group in ("exact", "jitter"):
        yield equal(f"settled:{group}", expected=orders, counted=_in_state(ledger, group, State.EXECUTED))
    for group, reason in (("hopeless", "max_retries"), ("unlisted", "WrongCard is not listed")):
        counted = sum(why == reason for bill, why in reasons.items() if _group(bill) == group)
        yield equal(f"given-up:{group}", expected=orders, counted=counted)
    yield equal("gone", expected=orders, counted=_in_state(ledger, PLAIN, State.LOST))


def _books(ledger: Ledger) -> Iterator[Check]:
    yield equal("accepted", expected=ledger.sent, counted=ledger.accepted)
    safe = [line for line in ledger.lines if line.queue != PLAIN]
    yield equal("lost", expected=0, counted=ledger.unknown + sum(line.state is State.LOST for line in safe))
    yield equal("unexpected", expected=0, counted=ledger.unexpected + ledger.duplicated)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _delays(events: Sequence[Event], groups: Sequence[str], retry: int) -> list[tuple[float, float]]:
    # What Celery said that it would wait, and how long it was from one attempt to the next.
    begun = {(event.message, event.detail["attempt"]): event.at for event in of(events, What.STARTED)}
    told = [e for e in of(events, What.RETRYING) if _group(str(e.message)) in groups and e.detail["attempt"] == retry]
    pairs = ((float(e.detail["delay"]), begun.get((e.message, retry)), begun.get((e.message, retry + 1))) for e in told)
    return [(delay, after - before) for delay, before, after in pairs if before is not None and after is not None]


def _lines(ledger: Ledger, group: str) -> list[Line]:
    return [line for line in ledger.lines if _group(line.message) == group]


def _in_state(ledger: Ledger, group: str, state: State) -> int:
    return sum(line.state is state for line in _lines(ledger, group))


def _group(bill: str) -> str:
    return bill.partition("-")[0]


def _planned(events: Sequence[Event]) -> int:
    return sum(int(event.detail["orders"]) for event in of(events, What.PLANNED))
