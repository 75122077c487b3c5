"""A consumer: takes all orders that there are from one queue, and works on one after the other.

    python -m demos.stories.rabbitmq_auto_ack.consumer QUEUE MILLISECONDS

From the queue `careless` it takes orders as done when they are handed to it, which is called auto-ack.
"""

import os
import sys
import time
from functools import partial

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos import amqp
from demos.events import What
from demos.report import own_name, report

CARELESS, CAREFUL = "careless", "careful"


def main(queue: str, milliseconds: str) -> None:
    """Consume until the process is ended."""
    careless = queue == CARELESS
    work = partial(work_without_saying if careless else amqp.work, queue=queue, seconds=int(milliseconds) / 1000)
    with amqp.connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_consume(queue, work, auto_ack=careless)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def work_without_saying(
    _: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    _body: bytes,
    *,
    queue: str,
    seconds: float,
) -> None:
    """Work on one order. The broker forgot it when it left, so there is nothing to say at the end."""
    name, order = own_name(), properties.message_id
    report(What.DELIVERED, name, order, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())
    time.sleep(seconds)
    report(What.EXECUTED, name, order, queue=queue, attempt=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
