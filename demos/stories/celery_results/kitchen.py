"""The same task with its results in Redis, and with its results in messages to whoever sent it."""

import os
from typing import Any

from celery import Celery, shared_task

from demos.celery_apps import on_rabbitmq, on_redis

KEPT, REPLIED = "kept", "replied"
"""The two queues. Results of the first are kept in Redis, those of the second go back over rpc://."""

IN_REDIS: dict[str, Any] = {"queue": KEPT}
OVER_RPC: dict[str, Any] = {"queue": REPLIED, "result_backend": "rpc://", "task_ignore_result": False}

EXPIRES = "QUEUEWISE_RESULT_EXPIRES"
"""For how many seconds a worker keeps a result in Redis. Celery's default is a day."""


@shared_task(name="results.cook")
def cook(order: str) -> str:
    """Cook an order."""
    return f"{order} is cooked"


def kept_here() -> Celery:
    """Give the application with results in Redis, in a process of the crew."""
    url, prefix = os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"]
    return on_redis(url, prefix, **IN_REDIS, result_expires=int(os.environ[EXPIRES]))


def replied_here() -> Celery:
    """Give the application with results over rpc://, in a process of the crew."""
    return on_rabbitmq(os.environ["QUEUEWISE_RABBITMQ_URL"], **OVER_RPC)
