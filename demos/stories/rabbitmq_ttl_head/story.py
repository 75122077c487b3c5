"""Orders are put off by expiry. In a shared queue the short delay waits for the long one in front of it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_ttl_head.queues import DUE, LONG, SHARED, SHORT, declare
from demos.workload import Order, orders

DESK = "demos.stories.rabbitmq_ttl_head.desk"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    short, long, behind = (stage.parameters[name] for name in ("short", "long", "behind"))
    placed = iter(orders((len(SHARED) + 1) * (behind + 1), seed=stage.seed))
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="put_off")
        declare(channel, short=short, long=long)
        members.start("desk", DESK)
        members.wait_for(What.JOINED, "desk")
        for queue in SHARED:
            one, *others = take(placed, behind + 1)
            put_off(channel, [one], queue, long, stage.emit, each=True)
            put_off(channel, others, queue, short, stage.emit, each=True)
        put_off(channel, take(placed, 1), LONG, long, stage.emit)
        put_off(channel, take(placed, behind), SHORT, short, stage.emit)

        now = stage.emit(What.STAGE, name="wait")
        members.settle(What.EXECUTED, after=now)

        stage.emit(What.STAGE, name="count")
        members.dismiss()
        count_what_is_left(channel, (DUE,), stage.emit)


def take(placed: Iterator[Order], count: int) -> list[Order]:
    """Give the next orders."""
    return list(islice(placed, count))


def put_off(
    channel: BlockingChannel, placed: Sequence[Order], queue: str, delay: int, emit: Emit, *, each: bool = False
) -> None:
    """Publish orders into a queue in which they wait; with `each`, every message says itself how long.

    Each returns when the broker has it.
    """
    for order in placed:
        properties = BasicProperties(
            message_id=order.id,
            content_type="application/json",
            delivery_mode=DeliveryMode.Persistent,
            expiration=str(delay) if each else None,
        )
        emit(What.SENT, "shop", order.id, queue=DUE, waits=queue, delay=delay)
        channel.basic_publish("", queue, order.as_json(), properties, mandatory=True)
        emit(What.CONFIRMED, queue, order.id)
