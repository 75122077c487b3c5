"""The application on Redis, with what it takes to lose nothing when a worker or Redis is killed."""

import os

from celery import Celery

from demos.celery_apps import on_redis
from demos.lab import cooking
from demos.lab.shop import QUEUE

__all__ = ["cooking", "kitchen", "kitchen_of_this_process"]

VISIBILITY_SECONDS = 6
"""When an order that was handed out and not acknowledged is handed out again. By default it is 3600."""


def kitchen(url: str, prefix: str) -> Celery:
    """Give a fresh application that keeps to keys with `prefix`."""
    return on_redis(
        url,
        prefix,
        queue=QUEUE,
        transport={
            "visibility_timeout": VISIBILITY_SECONDS,
            # How often that is looked after; by default every 10 x 10 seconds.
            "unacked_restore_interval": 1,
            "unacked_restore_throttle": 1,
        },
        task_ignore_result=True,
        # A task is acknowledged when it is done, also when its process dies in the middle.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
    )


def kitchen_of_this_process() -> Celery:
    """Give the application of a worker or the shop: on the Redis that the environment names."""
    return kitchen(os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"])
