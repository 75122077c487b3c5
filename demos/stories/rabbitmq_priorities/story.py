"""Urgent orders are sent last. In one queue they come first, in the other a consumer holds all others already."""

from collections.abc import Sequence

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_priorities.consumer"
EXCHANGE = "placed"
ONE, MANY = "one", "many"
"""The queue whose consumer takes one order at a time, and the one whose consumer takes many."""

LEVELS = 2
ORDINARY, URGENT = 0, 1


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    ordinary, urgent = stage.parameters["ordinary"], stage.parameters["urgent"]
    placed = orders(ordinary + urgent, seed=stage.seed)
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="ordinary")
        declare(channel)
        publish_all(channel, placed[:ordinary], ORDINARY, stage.emit)
        work = str(stage.parameters["work"])
        members.start("cook", CONSUMER, ONE, work, "1")
        members.start("baker", CONSUMER, MANY, work, str(ordinary))
        members.wait_for(What.STARTED, "cook")
        members.wait_for(What.STARTED, "baker")

        stage.emit(What.STAGE, name="urgent")
        publish_all(channel, placed[ordinary:], URGENT, stage.emit)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        count_what_is_left(channel, (ONE, MANY), stage.emit)


def declare(channel: BlockingChannel) -> None:
    """Make two queues that sort by priority, and an exchange that copies every order into both."""
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    for queue in (ONE, MANY):
        # It has to be said when the queue is made; a queue without it ignores priorities.
        arguments = {"x-queue-type": "classic", "x-max-priority": LEVELS - 1}
        channel.queue_declare(queue, durable=True, arguments=arguments)
        channel.queue_bind(queue, EXCHANGE)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], priority: int, emit: Emit) -> None:
    """Publish orders with that priority; a higher number comes first."""
    for order in placed:
        properties = BasicProperties(
            content_type="application/json", delivery_mode=DeliveryMode.Persistent, priority=priority
        )
        emit(What.OBSERVED, "shop", order.id, name="priority", value=priority)
        publish(
            channel,
            order.id,
            order.as_json(),
            emit,
            to="",
            exchange=EXCHANGE,
            properties=properties,
            queues=f"{ONE} {MANY}",
        )
