"""News for two subscribers, one of which is away for a while: what does it find when it comes back?"""

from collections.abc import Iterable, Sequence

import redis
from kombu import Connection, Producer
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker, Space
from demos import amqp
from demos.celery_apps import environment_of
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_offline_subscriber import on_rabbitmq, on_redis
from demos.workload import Order, orders

HERE = "demos.stories.rabbitmq_offline_subscriber"
ON_RABBITMQ = {"screen": "screen-queue", "archive": "archive-queue"}
ON_REDIS = {"redis-screen": "redis-screen-queue", "redis-archive": "redis-archive-queue"}
SUBSCRIBERS = ON_RABBITMQ | ON_REDIS
"""Subscriber -> its queue."""

TRAVELLERS = ("archive", "redis-archive")
TOGETHER = 3
"""How many orders are published while everybody is there, before and after."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    on_amqp, space = stage.spaces[Broker.RABBITMQ], stage.spaces[Broker.REDIS]
    placed = orders(stage.parameters["away"] + 2 * TOGETHER, seed=stage.seed)
    environment = environment_of(on_amqp) | environment_of(space)
    with (
        amqp.connected(on_amqp.url) as channel,
        on_redis.connection(space.url, space.prefix, f"{space.prefix}shop") as connection,
        crew(stage, environment) as members,
    ):
        now = stage.emit(What.STAGE, name="together")
        join(members, SUBSCRIBERS, after=now)
        publish(channel, connection, placed[:TOGETHER], stage.emit)
        wait_until_all_have(members, placed[TOGETHER - 1])

        stage.emit(What.STAGE, name="away")
        for traveller in TRAVELLERS:
            members.finish(traveller)
        publish(channel, connection, placed[TOGETHER:-TOGETHER], stage.emit)

        now = stage.emit(What.STAGE, name="back")
        join(members, TRAVELLERS, after=now)
        publish(channel, connection, placed[-TOGETHER:], stage.emit)
        # Both brokers keep the order: what was published before the last one does not come after it.
        wait_until_all_have(members, placed[-1])
        members.dismiss()
        amqp.count_what_is_left(channel, ON_RABBITMQ.values(), stage.emit)
        count_what_is_left_on_redis(space, stage.emit)


def join(members: Crew, subscribers: Iterable[str], *, after: int) -> None:
    """Start subscribers, and wait until the broker of each knows that it listens."""
    for name in subscribers:
        program = "on_rabbitmq" if name in ON_RABBITMQ else "on_redis"
        members.start(name, f"{HERE}.{program}", SUBSCRIBERS[name])
    for name in subscribers:
        members.wait_for(What.JOINED, name, after=after)


def publish(channel: BlockingChannel, connection: Connection, placed: Sequence[Order], emit: Emit) -> None:
    """Publish every order twice, on RabbitMQ and on Redis."""
    for order in placed:
        queues = " ".join(ON_RABBITMQ.values())
        exchange = on_rabbitmq.EXCHANGE
        amqp.publish(channel, order.id, order.as_json(), emit, to="", exchange=exchange, queues=queues, broker=exchange)
        publish_on_redis(connection, order, emit)


def publish_on_redis(connection: Connection, order: Order, emit: Emit) -> None:
    """Publish an order through Kombu. Redis answers, but not to whom it gave the order, or whether to anybody."""
    message = id_on_redis(order)
    emit(What.SENT, "shop", message, queues=" ".join(ON_REDIS.values()))
    Producer(connection.default_channel, on_redis.EXCHANGE).publish(
        order.as_json(), content_type="application/json", content_encoding="utf-8", message_id=message
    )
    emit(What.ACCEPTED, on_redis.EXCHANGE.name, message)


def id_on_redis(order: Order) -> str:
    """Give the id that an order has on Redis, to tell it from the same order on RabbitMQ."""
    return f"{order.id}-redis"


def wait_until_all_have(members: Crew, order: Order) -> None:
    """Wait until every subscriber on both brokers has done its work on an order."""
    here = [(order.id, queue) for queue in ON_RABBITMQ.values()]
    there = [(id_on_redis(order), queue) for queue in ON_REDIS.values()]
    members.wait_for_copies([*here, *there], What.ACKNOWLEDGED)


def count_what_is_left_on_redis(space: Space, emit: Emit) -> None:
    """Ask Redis what lies in the lists that would hold the queues, now that nobody takes anything out."""
    with redis.Redis.from_url(space.url) as client:
        for queue in ON_REDIS.values():
            emit(What.CLOSED, queue, waiting=int(client.llen(f"{space.prefix}{queue}")))
