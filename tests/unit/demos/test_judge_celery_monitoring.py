"""The claim about two views can be refuted: each test spoils one thing in a story that went well."""

import pytest

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-monitoring"


def placed(*orders: str) -> list[Told]:
    return [
        each
        for order in orders
        for each in (told(What.SENT, "shop", order, queue="tasks"), told(What.CONFIRMED, "tasks", order))
    ]


def heard(order: str, name: str, **more: float) -> Told:
    return told(What.OBSERVED, "task-view", order, name=name, value="worker", **more)


def begun(order: str, attempt: int = 1) -> list[Told]:
    return [
        told(What.DELIVERED, "worker", order, queue="tasks", redelivered=0),
        told(What.STARTED, "worker", order, queue="tasks", attempt=attempt, pid=2),
        heard(order, "task-received"),
        heard(order, "task-started"),
    ]


def done(order: str, attempt: int = 1) -> list[Told]:
    return [
        *begun(order, attempt),
        told(What.EXECUTED, "worker", order, queue="tasks", attempt=attempt),
        heard(order, "task-succeeded", runtime=0.15),
    ]


def shown(when: str, ready: int, consumers: int) -> list[Told]:
    counts = (("ready", ready), ("unacknowledged", 0), ("consumers", consumers))
    return [told(What.MEASURED, "queue-view", name=name, value=value, unit="", when=when) for name, value in counts]


def story(*, backlog: int = 1) -> list[Told]:
    """One order burns, one is retried, and one is placed while the worker is away."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2, work=150),
        told(What.JOINED, "worker", pid=2),
        *placed("burns", "waits"),
        *begun("burns"),
        told(What.FAILED, "worker", "burns", queue="tasks", attempt=1),
        told(What.DISCARDED, "worker", "burns", queue="tasks", reason="it failed"),
        heard("burns", "task-failed"),
        *begun("waits"),
        told(What.RETRYING, "worker", "waits", queue="tasks", attempt=1, delay=1),
        heard("waits", "task-retried"),
        *done("waits", attempt=2),
        *shown("worked", ready=0, consumers=1),
        told(What.LEFT, "worker"),
        *placed("later"),
        *shown("stopped", ready=backlog, consumers=0),
        told(What.JOINED, "worker", pid=3),
        *done("later"),
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("missed", [heard("burns", "task-failed"), heard("waits", "task-retried")])
def test_a_task_view_that_misses_something_refutes_the_claim(missed: Told) -> None:
    assert failed(judged(ID, without(story(), missed))) == {"saw"}


def test_a_queue_view_that_does_not_see_the_backlog_refutes_the_claim() -> None:
    assert failed(judged(ID, story(backlog=0))) == {"backlog"}


def test_a_task_view_that_hears_of_orders_without_a_worker_refutes_the_claim() -> None:
    story_ = story()
    away = story_.index(told(What.JOINED, "worker", pid=3))

    assert "unheard" in failed(judged(ID, [*story_[:away], heard("later", "task-received"), *story_[away:]]))


def test_the_claim_is_void_when_nothing_failed_or_the_worker_was_never_away() -> None:
    nothing_failed = without(story(), told(What.FAILED, "worker", "burns", queue="tasks", attempt=1))

    assert judged(ID, nothing_failed).verdict is Verdict.VOID
    assert judged(ID, without(story(), told(What.LEFT, "worker"))).verdict is Verdict.VOID
