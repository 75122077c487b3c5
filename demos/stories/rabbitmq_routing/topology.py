"""The exchange, the queues and the bindings that the orders travel through."""

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

EXCHANGE = "orders"

FIRST_BINDINGS = {
    "kitchen": "order.*.*",  # every order that says a city and a kind
    "delivery": "order.*.delivery",  # what has to be carried, from every city
    "riga": "order.riga.*",  # one city's own screen
    "questions": "ask.#",  # questions from customers
}
"""Queue -> the pattern that it is bound with before the first order."""

LATE_QUEUE, LATE_PATTERN = "invoices", "order.#"
"""What the consumer that joins later binds by itself."""


def declare_queue(channel: BlockingChannel, queue: str, pattern: str) -> None:
    """Make a queue that survives a restart and a crash, and have the exchange copy into it what fits `pattern`."""
    channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_bind(queue, EXCHANGE, routing_key=pattern)


def declare_exchange(channel: BlockingChannel) -> None:
    """Make the exchange that compares the words of a routing key with the patterns of its bindings."""
    channel.exchange_declare(EXCHANGE, ExchangeType.topic, durable=True)
