"""A task is looked at on both brokers, and then written by hand. The workers run both alike."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

import redis
from celery import Celery
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, publish
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, on_redis, start_worker
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_wire.by_hand import body_of, envelope_of, look_at_rabbitmq, look_at_redis, properties_of
from demos.stories.celery_wire.kitchen import RABBIT, REDIS, TASK
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_wire.processes"
NOTE = "note-0001"
HEADERS = ("lang", "task", "id", "retries", "eta")


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    rabbitmq, at_redis = stage.spaces[Broker.RABBITMQ], stage.spaces[Broker.REDIS]
    first, second, third, fourth = orders(4, seed=stage.seed)
    key = f"{at_redis.prefix}{REDIS}"
    with ExitStack() as opened:
        rabbit_app = opened.enter_context(closing(on_rabbitmq(rabbitmq.url, queue=RABBIT)))
        redis_app = opened.enter_context(closing(on_redis(at_redis.url, at_redis.prefix, queue=REDIS)))
        channel = opened.enter_context(connected(rabbitmq.url))
        client = opened.enter_context(redis.Redis.from_url(at_redis.url))

        stage.emit(What.STAGE, name="delay")
        delay(rabbit_app, RABBIT, first, What.CONFIRMED, stage.emit)
        delay(redis_app, REDIS, second, What.ACCEPTED, stage.emit)

        stage.emit(What.STAGE, name="look")
        tell(RABBIT, first, look_at_rabbitmq(channel, RABBIT), stage.emit)
        tell(REDIS, second, look_at_redis(client, key), stage.emit)

        stage.emit(What.STAGE, name="by_hand")
        write_to_rabbitmq(channel, third, stage.emit)
        write_to_redis(client, key, fourth, stage.emit)

        stage.emit(What.STAGE, name="work")
        with_rabbitmq = opened.enter_context(crew(stage, environment_of(rabbitmq)))
        with_redis = opened.enter_context(crew(stage, environment_of(at_redis)))
        start_worker(with_rabbitmq, f"{RABBIT}-worker", PROCESSES, pool="threads")
        start_worker(with_redis, f"{REDIS}-worker", PROCESSES, pool="threads")
        now = stage.emit(What.STAGE, name="finish")
        with_rabbitmq.settle(What.EXECUTED, What.DISCARDED, after=now)
        with_rabbitmq.dismiss()
        with_redis.dismiss()
        count_what_is_left(rabbitmq, RABBIT, stage.emit)
        count_what_is_left(at_redis, REDIS, stage.emit)


def delay(app: Celery, queue: str, order: Order, taken: What, emit: Emit) -> None:
    """Send an order in Celery's own way, and tell the id that it got."""
    emit(What.SENT, "shop", order.id, queue=queue)
    receipt = app.tasks[TASK].delay(order.id, city=order.city)
    emit(taken, queue, order.id)
    emit(What.OBSERVED, "shop", order.id, name="id", value=receipt.id)
    emit(What.OBSERVED, "shop", order.id, name="city", value=order.city)


def tell(queue: str, order: Order, seen: Mapping[str, Any], emit: Emit) -> None:
    """Tell what the message is made of."""
    for name in HEADERS:
        emit(What.OBSERVED, queue, order.id, name=name, value=json.dumps(seen["headers"].get(name)))
    emit(What.OBSERVED, queue, order.id, name="headers", value=" ".join(sorted(seen["headers"])))
    for name in ("content-type", "encoding"):
        emit(What.OBSERVED, queue, order.id, name=name, value=seen.get(name, "none"))
    emit(What.OBSERVED, queue, order.id, name="body", value=json.dumps(seen["body"]))


def write_to_rabbitmq(channel: BlockingChannel, order: Order, emit: Emit) -> None:
    """Publish a note that is no task, and a task, with a client that knows nothing of Celery."""
    write = partial(publish, channel, emit=emit, to=RABBIT, queues=RABBIT, shop="client", broker=RABBIT)
    write(NOTE, b'"buy lemons"')
    write(order.id, body_of(order), properties=properties_of(TASK))
    emit(What.OBSERVED, "client", order.id, name="city", value=order.city)


def write_to_redis(client: redis.Redis, key: str, order: Order, emit: Emit) -> None:
    """Push a task with a client that knows nothing of Celery."""
    emit(What.SENT, "client", order.id, queue=REDIS)
    client.lpush(key, envelope_of(TASK, order, queue=REDIS))
    emit(What.ACCEPTED, REDIS, order.id)
    emit(What.OBSERVED, "client", order.id, name="city", value=order.city)
