"""RabbitMQ believes that its disk is nearly full: the shop is blocked and told so, while the cook works on."""

from collections.abc import Sequence

from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ConnectionBlockedTimeout

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.faults import alarmed
from demos.workload import Order, orders

CONSUMER = "demos.stories.broker_alarm.consumer"
QUEUE, COOK, SHOP = "orders", "cook", "shop"
COOKING = "100"
BLOCKED_SECONDS = 2
"""How long the shop waits when it is blocked. Without such a limit it would wait as long as the alarm lasts."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    half = len(placed) // 2
    with crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        with connected(f"{url}?blocked_connection_timeout={BLOCKED_SECONDS}") as channel:
            channel.queue_declare(QUEUE, durable=True)
            publish_all(channel, placed[:half], stage.emit)

            stage.emit(What.STAGE, name="alarm")
            with alarmed(stage, Broker.RABBITMQ):
                left = publish_until_blocked(channel, placed[half:], stage.emit)
                members.start(COOK, CONSUMER, QUEUE, COOKING)
                members.wait_for(What.EXECUTED, COOK)

        stage.emit(What.STAGE, name="finish")
        with connected(url) as channel:
            publish_all(channel, left, stage.emit)
            members.settle(What.EXECUTED, after=stage.emit(What.STAGE, name="count"))
            members.dismiss()
            count_what_is_left(channel, [QUEUE], stage.emit)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish orders, each until the broker has confirmed it."""
    for order in placed:
        publish(channel, order.id, order.as_json(), emit, to=QUEUE, queues=QUEUE, broker=Broker.RABBITMQ)


def publish_until_blocked(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> Sequence[Order]:
    """Publish orders until the broker takes no more; give those that have to be published again.

    The first one may still be confirmed: a connection is blocked after it has published something.
    """
    for number, order in enumerate(placed):
        try:
            publish_all(channel, [order], emit)
        except ConnectionBlockedTimeout:
            # Pika counts the seconds from the moment at which the broker says connection.blocked.
            emit(What.REFUSED, SHOP, order.id, reason=f"the broker said connection.blocked {BLOCKED_SECONDS} s ago")
            return placed[number:]
    return ()
