"""A consumer of one queue, one order at a time; how long an order takes stands in its headers.

python -m demos.stories.rabbitmq_order.consumer QUEUE
"""

import os
import sys

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected, headers_of, work
from demos.events import What
from demos.report import own_name, report


def main(queue: str) -> None:
    """Consume until the process is ended."""

    def taken(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
        seconds = float(headers_of(properties).get("milliseconds", 0)) / 1000
        work(channel, delivery, properties, body, queue=queue, seconds=seconds)

    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(queue, taken)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


if __name__ == "__main__":
    main(*sys.argv[1:])
