"""The same kitchen on both brokers: a task is acknowledged when it is done, and a worker takes one at a time."""

import os
import time
from typing import Any

from celery import Celery, Task, shared_task

from demos.celery_apps import begin, on_rabbitmq, on_redis
from demos.events import What
from demos.report import own_name, report

RABBITMQ, REDIS = "rabbitmq-orders", "redis-orders"
WORKERS = {RABBITMQ: ("rabbitmq-1", "rabbitmq-2"), REDIS: ("redis-1", "redis-2")}
"""Queue -> the workers that take from it."""

VISIBILITY = "QUEUEWISE_VISIBILITY"
SWEEP_SECONDS = 1

_CAREFUL: dict[str, Any] = {
    "task_acks_late": True,  # the default is to acknowledge before the work: a cut task would be gone
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
}


@shared_task(bind=True, name="crash.cook")
def cook(self: "Task[..., None]", order: str, queue: str, milliseconds: int) -> None:
    """Cook an order. Doing it twice must be harmless: after a crash it happens."""
    begin(self, order, queue=queue)
    time.sleep(milliseconds / 1000)
    report(What.EXECUTED, own_name(), order, queue=queue, attempt=1)


def kitchen_on_rabbitmq(url: str) -> Celery:
    """Give a fresh application on RabbitMQ."""
    return on_rabbitmq(url, queue=RABBITMQ, **_CAREFUL)


def kitchen_on_redis(url: str, prefix: str, *, visibility: int) -> Celery:
    """Give a fresh application on Redis that hands a task out again `visibility` seconds after it was handed out."""
    transport = {
        "visibility_timeout": visibility,  # by default 3600: longer than the longest task, or tasks run twice
        # How often a worker looks whether one is due. By default every 10 x 10 seconds.
        "unacked_restore_interval": SWEEP_SECONDS,
        "unacked_restore_throttle": 1,
        # Only one worker looks at a time. One that is killed while it looks keeps the others out, by default for 300 s.
        "unacked_mutex_expire": 2,
    }
    return on_redis(url, prefix, queue=REDIS, transport=transport, **_CAREFUL)


def visibility_of_this_process() -> int:
    """Give the visibility timeout in seconds that the story asked its workers for."""
    return int(os.environ[VISIBILITY])
