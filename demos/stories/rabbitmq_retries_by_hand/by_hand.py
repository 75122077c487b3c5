"""Trying again by hand: what a team writes, tests and owns, because RabbitMQ has no policy for it."""

from typing import Any

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import headers_of

QUEUE, WAIT, PARKED = "orders", "wait", "parked"
ATTEMPTS = 4


def declare(channel: BlockingChannel, milliseconds: int) -> None:
    """Make the queue, the one in which a failed order waits for so many milliseconds, and the parking lot."""
    durable: dict[str, Any] = {"x-queue-type": "quorum"}
    rejected = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": WAIT}
    expired = {"x-message-ttl": milliseconds, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": QUEUE}
    channel.queue_declare(QUEUE, durable=True, arguments=durable | rejected)
    channel.queue_declare(WAIT, durable=True, arguments=durable | expired)
    channel.queue_declare(PARKED, durable=True, arguments=durable)


def attempt(properties: BasicProperties) -> int:
    """Give the number of this attempt, from 1: the broker wrote down how often the queue's order was rejected."""
    deaths = headers_of(properties).get("x-death", [])
    return 1 + sum(int(death["count"]) for death in deaths if (death["queue"], death["reason"]) == (QUEUE, "rejected"))


def failed(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> bool:
    """Let the order wait and come back, or park it after the last attempt; tell whether it comes back."""
    tag = delivery.delivery_tag or 0
    if attempt(properties) < ATTEMPTS:
        channel.basic_reject(tag, requeue=False)
        return True
    # Confirmed in the parking lot first, forgotten here then: a crash between the two parks it twice and loses nothing.
    channel.basic_publish("", PARKED, body, properties, mandatory=True)
    channel.basic_ack(tag)
    return False
