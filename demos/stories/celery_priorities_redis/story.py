"""Orders are placed from the least to the most urgent; a worker begins, and the sequence is compared."""

from collections.abc import Sequence

import redis
from celery import Celery

from backends.contract import Broker, Space
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_redis, start_worker
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_priorities_redis.kitchen import LEAST_FIRST, LISTS, QUEUE, SEPARATOR, SETTINGS
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_priorities_redis.processes"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(len(LEAST_FIRST) * stage.parameters["orders"], seed=stage.seed)
    with closing(on_redis(space.url, space.prefix, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="place")
        place(app, placed, stage.emit)

        stage.emit(What.STAGE, name="lists")
        stage.emit(What.MEASURED, QUEUE, name="lists", value=lists_of(space), unit="lists")

        stage.emit(What.STAGE, name="work")
        start_worker(members, "worker", PROCESSES, pool="solo")

        told = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=told)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def place(app: Celery, placed: Sequence[Order], emit: Emit) -> None:
    """Place orders, those of the least urgent priority first."""
    each = len(placed) // len(LEAST_FIRST)
    for number, order in enumerate(placed):
        priority = LEAST_FIRST[number // each]
        emit(What.SENT, "shop", order.id, queue=QUEUE, priority=priority)
        app.tasks["priority.cook"].apply_async((order.id,), priority=priority)
        emit(What.ACCEPTED, QUEUE, order.id)


def lists_of(space: Space) -> int:
    """Count the lists on Redis that hold the queue: one with its own name for 0, and one for each other level."""
    names = [f"{space.prefix}{QUEUE}{SEPARATOR}{level}" if level else f"{space.prefix}{QUEUE}" for level in LISTS]
    with redis.Redis.from_url(space.url) as client:
        return int(client.exists(*names))
