"""Judges what each of two views saw, by what really happened, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of, within
from demos.ledger import Ledger

TASK_VIEW, QUEUE_VIEW, WORKER = "task-view", "queue-view", "worker"
SEEN = {
    "task-received": What.DELIVERED,
    "task-started": What.STARTED,
    "task-succeeded": What.EXECUTED,
    "task-failed": What.DISCARDED,
    "task-retried": What.RETRYING,
}
"""What the task view calls it -> what the worker tells itself when it happens."""
SOON, LATE = 0.05, 15.0


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless a task failed and the worker was stopped while orders were placed."""
    after = _placed_without_worker(events)
    checks = (*_tasks(events), *_queue(events, len(after)), *_blind(events, after), *_counted(ledger))
    return judgement(checks, happened=bool(of(events, What.FAILED) and after))


def _tasks(events: Sequence[Event]) -> Iterator[Check]:
    heard = [event for event in of(events, What.OBSERVED, stop=TASK_VIEW) if event.message]
    for name, what in SEEN.items():
        counted = sum(event.detail["name"] == name for event in heard)
        yield equal(f"saw:{name}", expected=len(of(events, what, stop=WORKER)), counted=counted)
    yield equal("named-worker", expected=len(heard), counted=sum(event.detail["value"] == WORKER for event in heard))
    runtimes = [float(event.detail["runtime"]) for event in heard if "runtime" in event.detail]
    work = max((int(event.detail.get("work", 0)) for event in of(events, What.PLANNED)), default=0) / 1000
    yield within("runtime", low=work - SOON, high=work + LATE, counted=runtimes)


def _queue(events: Sequence[Event], backlog: int) -> Iterator[Check]:
    yield equal("quiet", expected="ready 0, unacknowledged 0, consumers 1", counted=_shown(events, "worked"))
    expected = f"ready {backlog}, unacknowledged 0, consumers 0"
    yield equal("backlog", expected=expected, counted=_shown(events, "stopped"))


def _blind(events: Sequence[Event], after: set[str | None]) -> Iterator[Check]:
    back = max((event.seq for event in of(events, What.JOINED, stop=WORKER)), default=0)
    heard = [e for e in of(events, What.OBSERVED, stop=TASK_VIEW) if e.message in after and e.seq < back]
    yield equal("unheard", expected=0, counted=len(heard))


def _counted(ledger: Ledger) -> Iterator[Check]:
    yield equal("executed", expected=ledger.expected - 1, counted=ledger.executed)
    yield equal("failed", expected=1, counted=ledger.discarded)
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _placed_without_worker(events: Sequence[Event]) -> set[str | None]:
    left = next((event.seq for event in of(events, What.LEFT, stop=WORKER)), len(events))
    return {event.message for event in of(events, What.SENT) if event.seq > left}


def _shown(events: Sequence[Event], when: str) -> str:
    shown = [event for event in of(events, What.MEASURED, stop=QUEUE_VIEW) if event.detail["when"] == when]
    return ", ".join(f"{event.detail['name']} {event.detail['value']}" for event in shown)
