"""The same kitchen with Celery's default acknowledgement, and with the late one."""

import os
import time
from typing import Any

from celery import Task, shared_task
from celery.signals import task_received

from demos.events import What
from demos.report import own_name, report

EARLY, LATE = "early", "late"

KITCHENS: dict[str, dict[str, Any]] = {
    EARLY: {},  # the default: the broker forgets a task when the work on it begins
    LATE: {"task_acks_late": True, "task_reject_on_worker_lost": True},  # when it is done
}
"""Queue -> its settings."""


def settings_of(queue: str) -> dict[str, Any]:
    """Give the settings of the application on `queue`."""
    return {**KITCHENS[queue], "queue": queue}


def own_queue() -> str:
    """Give the queue of this worker, which is the beginning of its name."""
    return own_name().partition("-")[0]


@shared_task(bind=True, name="ack.cook")
def cook(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Cook an order."""
    attempt = self.request.retries + 1
    report(What.STARTED, own_name(), order, queue=own_queue(), attempt=attempt, pid=os.getpid())
    time.sleep(milliseconds / 1000)
    report(What.EXECUTED, own_name(), order, queue=own_queue(), attempt=attempt)


@task_received.connect
def handed_over(request: Any, **_: Any) -> None:
    """Tell that the broker has handed a task to this worker. It is the worker that knows, not the task."""
    redelivered = int(bool(request.delivery_info.get("redelivered")))
    report(What.DELIVERED, own_name(), request.args[0], queue=own_queue(), redelivered=redelivered)
