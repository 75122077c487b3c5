"""An exchange, and for each of the two publishers a queue without a limit and one that takes only a few orders."""

from collections.abc import Mapping
from typing import Any

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

EXCHANGE = "orders"
ROOM = 4
"""How many orders lie on a shelf before the broker refuses the next."""

# Classic, because a quorum queue keeps its limit only roughly, and here it is counted.
KITCHEN: Mapping[str, Any] = {"x-queue-type": "classic"}
# The default is drop-head: the oldest order would go, and nobody would be told.
SHELF: Mapping[str, Any] = {**KITCHEN, "x-max-length": ROOM, "x-overflow": "reject-publish"}

QUEUES: Mapping[str, Mapping[str, Any]] = {
    "kitchen": KITCHEN,
    "shelf": SHELF,
    "hasty-kitchen": KITCHEN,
    "hasty-shelf": SHELF,
}
"""Queue, which is also its routing key -> how it is made."""


def declare(channel: BlockingChannel) -> None:
    """Make the exchange, the queues and the bindings."""
    channel.exchange_declare(EXCHANGE, ExchangeType.direct, durable=True)
    for queue, arguments in QUEUES.items():
        channel.queue_declare(queue, durable=True, arguments=dict(arguments))
        channel.queue_bind(queue, EXCHANGE, routing_key=queue)
