"""The quorum queue's own limit: no code decides anything, and nothing waits between two attempts."""

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import headers_of

QUEUE, DEAD = "limited", "dead"
ATTEMPTS = 4


def declare(channel: BlockingChannel) -> None:
    """Make the queue, and the one for what failed too often."""
    # The limit counts the deliveries after the first.
    limit = {"x-delivery-limit": ATTEMPTS - 1, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": DEAD}
    channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum", **limit})
    channel.queue_declare(DEAD, durable=True, arguments={"x-queue-type": "quorum"})


def attempt(properties: BasicProperties) -> int:
    """Give the number of this attempt, from 1: the queue counts how often it was handed out before."""
    return 1 + int(headers_of(properties).get("x-delivery-count", 0))


def failed(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, _body: bytes) -> bool:
    """Give the order back; tell whether it comes back. The queue decides, at once."""
    channel.basic_reject(delivery.delivery_tag or 0, requeue=True)
    return attempt(properties) < ATTEMPTS
