"""The two queues that get the same orders: one that counts deliveries and one that does not."""

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

EXCHANGE = "placed"
LIMITED, ENDLESS, DEAD = "limited", "endless", "dead"


def declare(channel: BlockingChannel, *, deliveries: int) -> None:
    """Make an exchange that copies every order into both, and the queue for what was handed out too often."""
    # The limit counts the deliveries after the first.
    limit = {"x-delivery-limit": deliveries - 1, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": DEAD}
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    channel.queue_declare(LIMITED, durable=True, arguments={"x-queue-type": "quorum", **limit})
    channel.queue_declare(ENDLESS, durable=True, arguments={"x-queue-type": "classic"})
    channel.queue_declare(DEAD, durable=True, arguments={"x-queue-type": "quorum"})
    for queue in (LIMITED, ENDLESS):
        channel.queue_bind(queue, EXCHANGE)
