"""A consumer: bills orders from one queue. When the card reader is down, the order is tried again in one of two ways.

python -m demos.stories.rabbitmq_retries_by_hand.consumer by_hand SECONDS
python -m demos.stories.rabbitmq_retries_by_hand.consumer by_limit 0
"""

import os
import sys
from functools import partial
from types import ModuleType

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected, headers_of
from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_retries_by_hand import by_hand, by_limit
from demos.stories.rabbitmq_retries_by_hand.with_celery import CardReaderDown

WAYS = {"by_hand": by_hand, "by_limit": by_limit}


def main(way: str, seconds: str) -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(WAYS[way].QUEUE, partial(work, way=WAYS[way], seconds=float(seconds)))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def work(
    channel: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    body: bytes,
    *,
    way: ModuleType,
    seconds: float,
) -> None:
    """Bill one order."""
    name, order, attempt = own_name(), properties.message_id, way.attempt(properties)
    report(What.DELIVERED, name, order, queue=way.QUEUE, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=way.QUEUE, attempt=attempt, pid=os.getpid())
    try:
        bill(properties, attempt)
    except CardReaderDown:
        report(What.FAILED, name, order, queue=way.QUEUE, attempt=attempt)
        if way.failed(channel, delivery, properties, body):
            report(What.RETRYING, name, order, queue=way.QUEUE, attempt=attempt, delay=seconds)
    else:
        report(What.EXECUTED, name, order, queue=way.QUEUE, attempt=attempt)
        channel.basic_ack(delivery.delivery_tag or 0)


def bill(properties: BasicProperties, attempt: int) -> None:
    """Bill an order. The card reader is down for as many attempts as the order's header says."""
    if attempt <= headers_of(properties)["failures"]:
        raise CardReaderDown


if __name__ == "__main__":
    main(*sys.argv[1:])
