"""The queues of the lab: one for the orders, and one for those that nobody can cook."""

import json

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from demos.lab.shop import QUEUE

DEAD = "dead"
DELIVERY_LIMIT = 2
"""How often a message that was given back is handed out again."""


def declare(channel: BlockingChannel) -> None:
    """Make queues that survive a crash; what was given back too often is moved to the second one by the broker."""
    quorum = {"x-queue-type": "quorum"}
    limit = {
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": DEAD,
        # The broker moves a message only when it is safe in the other queue.
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
    channel.queue_declare(DEAD, durable=True, arguments=quorum)
    channel.queue_declare(QUEUE, durable=True, arguments=quorum | limit)


def publish(channel: BlockingChannel, order: str, *, milliseconds: int) -> None:
    """Publish an order and return when the broker has it; the channel must be in confirm mode."""
    body = json.dumps({"order": order, "milliseconds": milliseconds}).encode()
    properties = BasicProperties(
        message_id=order, content_type="application/json", delivery_mode=DeliveryMode.Persistent
    )
    channel.basic_publish("", QUEUE, body, properties, mandatory=True)
