"""A kitchen whose orders take a moment, but for one that keeps its first worker busy without an end."""

import time
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"
MOMENT, WITHOUT_END = 0.4, 60.0
"""Seconds."""

SETTINGS: dict[str, Any] = {
    "queue": QUEUE,
    "task_default_queue_type": "quorum",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 4,  # so that there is something to give back
}


@shared_task(bind=True, name="sigterm.cook")
def cook(self: "Task[..., None]", order: str, endless: bool) -> None:
    """Cook an order. An endless one goes well when it is done again, as after many a hang."""
    attempt = begin(self, order, queue=QUEUE)
    again = bool((self.request.delivery_info or {}).get("redelivered"))
    time.sleep(WITHOUT_END if endless and not again else MOMENT)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
