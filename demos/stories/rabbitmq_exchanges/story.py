"""Every order is published to an exchange of each type; where the copies arrive is compared with a matcher of ours."""

from collections.abc import Sequence

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_exchanges.matching import wanted
from demos.stories.rabbitmq_exchanges.topology import ALTERNATE, BINDINGS, declare, queues
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_exchanges.consumer"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel)
        publish_all(channel, orders(stage.parameters["orders"], seed=stage.seed), stage.emit)

        now = stage.emit(What.STAGE, name="read")
        members.start("reader", CONSUMER)
        members.settle(What.ACKNOWLEDGED, after=now)

        stage.emit(What.STAGE, name="count")
        members.dismiss()
        count_what_is_left(channel, queues(), stage.emit)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish every order four times, once to an exchange of each type."""
    for order in placed:
        for kind in BINDINGS:
            publish_to(channel, kind, order, emit)


def publish_to(channel: BlockingChannel, kind: ExchangeType, order: Order, emit: Emit) -> None:
    """Publish an order to the exchange of that type, and tell beforehand which queues should get a copy."""
    key = order.city if kind is ExchangeType.direct else order.routing_key
    labels = {"city": order.city, "kind": order.kind}
    expected = wanted(kind, BINDINGS[kind], key, labels) or {ALTERNATE}
    publish(
        channel,
        f"{order.id}-{kind.value}",
        order.as_json(),
        emit,
        to=key,
        exchange=kind.value,
        properties=BasicProperties(
            content_type="application/json", delivery_mode=DeliveryMode.Persistent, headers=labels
        ),
        queues=" ".join(sorted(expected)),
        broker=kind.value,
    )
