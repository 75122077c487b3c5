"""A kitchen that tells of every task, in which one order burns and one has to wait for something."""

import time
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"
TASK = "monitoring.cook"
WELL, BURNS, WAITS = "well", "burns", "waits"
RETRY_SECONDS = 1

# Off by default: nobody would hear of any task.
SETTINGS: dict[str, Any] = {"queue": QUEUE, "worker_send_task_events": True}


class Burnt(Exception):
    """The order is burnt, and nobody cooks it again."""


@shared_task(bind=True, name=TASK, max_retries=1)
def cook(self: "Task[..., None]", order: str, how: str, milliseconds: int) -> None:
    """Cook an order, which goes well, or burns, or waits once for something that is missing."""
    attempt = begin(self, order, queue=QUEUE)
    time.sleep(milliseconds / 1000)
    if how == BURNS:
        report(What.FAILED, own_name(), order, queue=QUEUE, attempt=attempt)
        report(What.DISCARDED, own_name(), order, queue=QUEUE, reason="it failed and is not tried again")
        raise Burnt
    if how == WAITS and attempt == 1:
        report(What.RETRYING, own_name(), order, queue=QUEUE, attempt=attempt, delay=RETRY_SECONDS)
        raise self.retry(countdown=RETRY_SECONDS)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
