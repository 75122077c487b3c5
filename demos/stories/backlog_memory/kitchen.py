"""The same task on RabbitMQ, on Redis, and on a Redis that has a limit; nobody works on any of them."""

from celery import Celery, Task, shared_task
from kombu import Queue

from backends.contract import Space
from demos.celery_apps import on_rabbitmq, on_redis

NEEDS = {"in-rabbitmq": "rabbitmq", "in-redis": "redis", "in-full-redis": "redis-full"}
"""Queue -> the broker that it is in."""

IN_RABBITMQ, IN_REDIS, IN_FULL_REDIS = NEEDS

PHOTO = 100_000
"""Bytes of the photo in each order."""


@shared_task(bind=True, name="backlog_memory.frame")
def frame(self: "Task[..., None]", order: str, photo: str) -> None:
    """Frame a photo of the dish. Nobody does here."""
    raise NotImplementedError


def kitchen(space: Space, queue: str) -> Celery:
    """Give the application that hands over to `queue`, on the broker that the queue is in."""
    if queue == IN_RABBITMQ:
        # Lazy means: write to disk, and keep only a little in memory. Since RabbitMQ 3.12 every classic queue does.
        lazy = Queue(queue, queue_arguments={"x-queue-mode": "lazy"})
        return on_rabbitmq(space.url, queue=queue, confirms=True, task_queues=[lazy])
    return on_redis(space.url, space.prefix, queue=queue, task_ignore_result=True)
