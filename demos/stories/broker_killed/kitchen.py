"""Four applications that differ in their broker and in one setting. Each has a queue of its own."""

from celery import Celery, Task, shared_task

from backends.contract import Space
from demos.celery_apps import on_rabbitmq, on_redis

CONFIRMS, NO_CONFIRMS = "confirms", "no-confirms"
SNAPSHOTS, APPEND_ONLY = "snapshots", "append-only"
QUEUES = (CONFIRMS, NO_CONFIRMS, SNAPSHOTS, APPEND_ONLY)

RABBITMQ = "rabbitmq"
REDISES = {SNAPSHOTS: "redis-snapshots", APPEND_ONLY: "redis-append-only"}
"""Queue -> the Redis that it is in. One writes snapshots, as any Redis does by itself; one an append-only file."""


@shared_task(bind=True, name="broker_killed.cook")
def cook(self: "Task[..., None]", order: str) -> None:
    """Cook an order. Nobody does here: what the broker still has is read back and counted."""
    raise NotImplementedError


def kitchen(space: Space, queue: str) -> Celery:
    """Give the application that hands over to `queue`, on the broker that the queue is in."""
    if queue in REDISES:
        return on_redis(space.url, space.prefix, queue=queue, task_ignore_result=True)
    # Celery's default is without: delay() returns when the task was written to a socket.
    return on_rabbitmq(space.url, queue=queue, confirms=queue == CONFIRMS)
