"""The same kitchen on three queues: Celery's default, a quorum queue, and one where the broker does the waiting."""

import time
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

CLASSIC, DIRECT, TOPIC = "classic", "quorum-direct", "quorum-topic"
WORK_SECONDS = 0.02

KITCHENS: dict[str, dict[str, Any]] = {
    # What Celery makes when nobody says anything else: a classic queue and a direct exchange.
    CLASSIC: {},
    # Half of the remedy. The exchange is still a direct one, through which the broker cannot delay anything.
    DIRECT: {"task_default_queue_type": "quorum"},
    TOPIC: {"task_default_queue_type": "quorum", "task_default_exchange_type": "topic"},
}
"""Queue -> its settings."""


def settings_of(queue: str) -> dict[str, Any]:
    """Give the settings of the application on `queue`; a worker takes four tasks ahead, Celery's default."""
    return {**KITCHENS[queue], "queue": queue, "worker_prefetch_multiplier": 4}


@shared_task(bind=True, name="delays.cook")
def cook(self: "Task[..., None]", message: str, queue: str) -> None:
    """Cook an order, quickly: here only the waiting counts."""
    attempt = begin(self, message, queue=queue)
    time.sleep(WORK_SECONDS)
    report(What.EXECUTED, own_name(), message, queue=queue, attempt=attempt)
