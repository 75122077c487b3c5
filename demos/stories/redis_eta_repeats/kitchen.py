"""The kitchen on a Redis whose visibility timeout is two seconds, so that what happens after an hour can be seen."""

import time
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

LATER, SLOW, QUICK = QUEUES = ("later", "slow", "quick")
VISIBILITY_SECONDS = 2

SETTINGS: dict[str, Any] = {
    "queue": QUICK,
    # Acknowledged after the work, so that a killed worker loses nothing. It is what the timeout is there for.
    "task_acks_late": True,
    "worker_prefetch_multiplier": 4,
    "transport": {
        "visibility_timeout": VISIBILITY_SECONDS,  # usually 3600
        # How often is looked for what was not acknowledged in time: every 10 x 10 seconds unless it is changed.
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    },
}


@shared_task(bind=True, name="eta.cook")
def cook(self: "Task[..., None]", order: str, queue: str, seconds: float) -> None:
    """Cook an order. Doing it twice must be harmless here: it happens."""
    attempt = begin(self, order, queue=queue)
    time.sleep(seconds)
    report(What.EXECUTED, own_name(), order, queue=queue, attempt=attempt)
