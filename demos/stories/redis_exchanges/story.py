"""Orders are published through Kombu to what looks like exchanges, until nobody knows any more who wanted them."""

from collections.abc import Sequence

import redis
from kombu import Connection, Exchange, Producer

from backends.contract import Broker, Space
from demos.celery_apps import environment_of
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.ledger import Copy
from demos.stories.redis_exchanges.topology import (
    DIRECT,
    HEADERS,
    LABELS,
    REFUNDS,
    SCREENS,
    TOPIC,
    connection,
    key_of_bindings,
    keys_of_lists,
    queues,
    wanted,
)
from demos.workload import Order, orders

READER = "demos.stories.redis_exchanges.reader"
FEW = 3
"""How many orders are published where they cannot arrive."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with connection(space.url, space.prefix) as broker, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="imitated")
        for queue in queues():
            queue(broker.default_channel).declare()
        arriving = publish_all(broker, placed, (DIRECT, TOPIC), stage.emit)

        stage.emit(What.STAGE, name="missing")
        publish_with_labels(broker, placed[:FEW], stage.emit)
        publish_to_nobody(broker, placed[:FEW], stage.emit)

        stage.emit(What.STAGE, name="forgotten")
        half = len(placed) // 2
        arriving += publish_all(broker, placed[:half], (SCREENS,), stage.emit)
        forget_bindings(space, SCREENS, stage.emit)
        publish_all(broker, placed[half:], (SCREENS,), stage.emit)

        stage.emit(What.STAGE, name="read")
        read(members, arriving)
        count_what_is_left(space, stage.emit)


def publish_all(broker: Connection, placed: Sequence[Order], exchanges: Sequence[Exchange], emit: Emit) -> list[Copy]:
    """Publish every order to each of these exchanges, and give the copies that ought to arrive."""
    arriving: list[Copy] = []
    for order in placed:
        for exchange in exchanges:
            key = order.city if exchange is DIRECT else order.routing_key
            message, expected = f"{order.id}-{exchange.name}", wanted(exchange, key)
            publish(broker, order, exchange, message, emit, key=key, expected=expected)
            arriving += ((message, queue) for queue in sorted(expected))
    return arriving


def publish(
    broker: Connection,
    order: Order,
    exchange: Exchange,
    message: str,
    emit: Emit,
    *,
    key: str,
    expected: frozenset[str],
) -> None:
    """Publish one order, and ask for it back if nobody wants it; on RabbitMQ that is what `mandatory` does."""
    emit(What.SENT, "shop", message, queues=" ".join(sorted(expected)), routing_key=key)
    Producer(broker.default_channel, exchange).publish(
        order.as_json(),
        routing_key=key,
        mandatory=True,
        message_id=message,
        content_type="application/json",
        content_encoding="utf-8",
        headers={"city": order.city, "kind": order.kind},
    )
    emit(What.ACCEPTED, exchange.name, message)


def publish_with_labels(broker: Connection, placed: Sequence[Order], emit: Emit) -> None:
    """Publish to a headers exchange, which Kombu has not got here."""
    for order in placed:
        message = f"{order.id}-{HEADERS.name}"
        try:
            publish(broker, order, HEADERS, message, emit, key="", expected=frozenset({LABELS}))
        except KeyError as problem:
            emit(What.REFUSED, "shop", message, reason=f"KeyError: {problem}")


def publish_to_nobody(broker: Connection, placed: Sequence[Order], emit: Emit) -> None:
    """Publish with a key that somebody should have bound a queue with, and has not."""
    for order in placed:
        publish(broker, order, DIRECT, f"{order.id}-refund", emit, key=REFUNDS, expected=frozenset({REFUNDS}))


def forget_bindings(space: Space, exchange: Exchange, emit: Emit) -> None:
    """Delete the set with the bindings of an exchange, as a Redis does that needs room and may evict keys."""
    with redis.Redis.from_url(space.url) as client:
        deleted = int(client.delete(key_of_bindings(space.prefix, exchange)))
    emit(What.MEASURED, exchange.name, name="sets of bindings deleted", value=deleted, unit="sets")


def read(members: Crew, arriving: Sequence[Copy]) -> None:
    """Let a reader take out all that can have arrived."""
    members.start("reader", READER)
    members.wait_for_copies(arriving, What.ACKNOWLEDGED)
    members.dismiss()


def count_what_is_left(space: Space, emit: Emit) -> None:
    """Ask Redis what is in the list of every queue, the two included that nobody could bind."""
    with redis.Redis.from_url(space.url) as client:
        for queue, key in keys_of_lists(space.prefix):
            emit(What.CLOSED, queue, waiting=int(client.llen(key)))
