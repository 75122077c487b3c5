"""The task that is looked at, the same on both brokers."""

from typing import Any

from celery import Task, shared_task
from celery.signals import task_rejected

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

RABBIT, REDIS = "rabbit-tasks", "redis-tasks"
TASK = "wire.cook"


def own_queue() -> str:
    """Give the queue of this worker, which is the beginning of its name."""
    return own_name().removesuffix("-worker")


@shared_task(bind=True, name=TASK)
def cook(self: "Task[..., None]", order: str, *, city: str) -> None:
    """Cook an order, and tell what arrived: an argument by its place, and one by its name."""
    attempt = begin(self, order, queue=own_queue())
    report(What.OBSERVED, own_name(), order, name="city", value=city)
    report(What.EXECUTED, own_name(), order, queue=own_queue(), attempt=attempt)


@task_rejected.connect
def thrown_away(message: Any, **_: Any) -> None:
    """Tell that the worker threw away a message that is no task."""
    note = str(message.properties.get("message_id", ""))
    report(What.DISCARDED, own_name(), note, queue=own_queue(), reason="it is no task")
