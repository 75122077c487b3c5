"""The kitchen, with the settings that say how often the sending of a task is tried."""

from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"

SETTINGS: dict[str, Any] = {
    "queue": QUEUE,
    "task_ignore_result": True,
    "task_publish_retry": True,  # the default, as all of these
    "task_publish_retry_policy": {"max_retries": 3, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2},
}


@shared_task(bind=True, name="publish.cook")
def cook(self: "Task[..., None]", order: str) -> None:
    """Cook an order."""
    attempt = begin(self, order, queue=QUEUE)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
