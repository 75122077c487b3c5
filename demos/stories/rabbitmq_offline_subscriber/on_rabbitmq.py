"""A subscriber on RabbitMQ: it makes its own queue, which stays and is filled also while it is away.

python -m demos.stories.rabbitmq_offline_subscriber.on_rabbitmq QUEUE
"""

import os
import sys
from functools import partial

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report

EXCHANGE = "news"


def main(queue: str) -> None:
    """Subscribe until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        subscribe(channel, queue)
        channel.basic_consume(queue, partial(work, queue=queue))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def subscribe(channel: BlockingChannel, queue: str) -> None:
    """Make a queue that survives a restart and a crash, and get a copy of everything that is published from now on."""
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_bind(queue, EXCHANGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
