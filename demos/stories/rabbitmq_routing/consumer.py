"""A consumer: takes orders from one queue, works on each, and only then lets the broker forget it.

    python -m demos.stories.rabbitmq_routing.consumer QUEUE MILLISECONDS [PATTERN]

With a pattern it first makes its own queue: joining takes no change anywhere else.
"""

import os
import sys
import time
from functools import partial

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_routing.topology import declare_queue


def main(queue: str, milliseconds: str, pattern: str | None = None) -> None:
    """Consume until the process is ended."""
    name = own_name()
    with pika.BlockingConnection(pika.URLParameters(os.environ["QUEUEWISE_RABBITMQ_URL"])) as connection:
        channel = connection.channel()
        if pattern:
            declare_queue(channel, queue, pattern)
            report(What.BOUND, queue, pattern=pattern)
        # One order at a time: the others stay in the queue for whoever is free.
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(queue, partial(work, queue=queue, name=name, seconds=int(milliseconds) / 1000))
        report(What.JOINED, name, pid=os.getpid())
        channel.start_consuming()


def work(
    channel: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    body: bytes,
    *,
    queue: str,
    name: str,
    seconds: float,
) -> None:
    """Work on one order."""
    order = properties.message_id
    report(What.DELIVERED, name, order, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())

    time.sleep(seconds)  # cooking, carrying, billing
    if properties.reply_to:
        reply = BasicProperties(correlation_id=properties.correlation_id)
        channel.basic_publish("", properties.reply_to, b"on its way: " + body, reply)

    report(What.EXECUTED, name, order, queue=queue, attempt=1)
    # Only now: a consumer that is killed before this line gives the order back.
    channel.basic_ack(delivery.delivery_tag)  # type: ignore[arg-type]  # a delivery always has one
    report(What.ACKNOWLEDGED, name, order, queue=queue)


if __name__ == "__main__":
    main(*sys.argv[1:])
