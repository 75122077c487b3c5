"""Orders are handed over to three brokers, which are killed right after; what they still have then is read back."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import redis
from celery import Celery

from backends.contract import Space
from demos.amqp import connected
from demos.application import closing
from demos.celery_apps import count_what_is_left
from demos.demo import Stage
from demos.events import Emit, What
from demos.faults import broker_killed
from demos.stories.broker_killed.kitchen import APPEND_ONLY, CONFIRMS, NO_CONFIRMS, RABBITMQ, REDISES, kitchen
from demos.together import together
from demos.workload import Order, orders

WRITTEN_SECONDS, LOOK_SECONDS = 3.0, 0.01


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    stage.emit(What.STAGE, name="kill")
    # All brokers at the same time: each part hands over to one, kills it and starts it again.
    together(
        stage,
        partial(on_rabbitmq, placed=placed),
        *(partial(on_redis, queue=queue, placed=placed) for queue in REDISES),
    )

    stage.emit(What.STAGE, name="count")
    for queue in (CONFIRMS, NO_CONFIRMS):
        count(stage, RABBITMQ, queue, left_on_rabbitmq)
    for queue, need in REDISES.items():
        count(stage, need, queue, left_on_redis)


def on_rabbitmq(stage: Stage, *, placed: Sequence[Order]) -> None:
    """Hand over with confirms, then without; kill the broker at once and start it again."""
    space = stage.spaces[RABBITMQ]
    with closing(kitchen(space, CONFIRMS)) as careful, closing(kitchen(space, NO_CONFIRMS)) as careless:
        for message in hand_over(careful, CONFIRMS, placed, stage.emit):
            stage.emit(What.CONFIRMED, RABBITMQ, message)
        for _ in hand_over(careless, NO_CONFIRMS, placed, stage.emit):
            pass  # the broker says nothing, so there is nothing to tell
        with broker_killed(stage, RABBITMQ):
            pass


def on_redis(stage: Stage, *, queue: str, placed: Sequence[Order]) -> None:
    """Hand over; kill the broker as soon as it has written what it was going to write, and start it again."""
    need = REDISES[queue]
    with closing(kitchen(stage.spaces[need], queue)) as app:
        for message in hand_over(app, queue, placed, stage.emit):
            stage.emit(What.ACCEPTED, need, message)
        if queue == APPEND_ONLY:
            wait_until_written(stage.spaces[need])
        with broker_killed(stage, need):
            pass


def hand_over(app: Celery, queue: str, placed: Sequence[Order], emit: Emit) -> Iterator[str]:
    """Hand over every order, and give the id of each when the call has returned."""
    cook = app.tasks["broker_killed.cook"]
    for order in placed:
        message = f"{order.id}-{queue}"
        emit(What.SENT, "shop", message, queue=queue)
        cook.apply_async((order.id,), task_id=message)
        yield message


def wait_until_written(space: Space) -> None:
    """Wait until Redis has written to its file what it answered for.

    It usually has before it answers. While its disk is busy it may keep up to two seconds of it in its own memory.
    """
    deadline = time.monotonic() + WRITTEN_SECONDS
    with redis.Redis.from_url(space.url) as client:
        while client.info("persistence")["aof_buffer_length"] and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)


def count(stage: Stage, need: str, queue: str, left: Callable[[Space, str], Iterator[str]]) -> None:
    """Take out every task that is still in the queue, and tell each by its id."""
    for message in left(stage.spaces[need], queue):
        stage.emit(What.EXECUTED, "reader", message, queue=queue)
    count_what_is_left(stage.spaces[need], queue, stage.emit)


def left_on_rabbitmq(space: Space, queue: str) -> Iterator[str]:
    """Take task after task out of RabbitMQ and give their ids."""
    with connected(space.url) as channel:
        while True:
            _, properties, _ = channel.basic_get(queue, auto_ack=True)
            if properties is None:
                return
            yield str(properties.correlation_id)


def left_on_redis(space: Space, queue: str) -> Iterator[str]:
    """Take task after task out of the list that Celery keeps in Redis, and give their ids."""
    with redis.Redis.from_url(space.url) as client:
        while (task := client.rpop(f"{space.prefix}{queue}")) is not None:
            yield str(json.loads(task)["properties"]["correlation_id"])
