"""A worker that the team writes itself. When the broker is gone it comes back until the broker is back.

python -m demos.stories.lab_rabbitmq.worker
"""

import json
import os
import time

from pika import BasicProperties
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError
from pika.spec import Basic

from demos.amqp import connected, headers_of
from demos.events import What
from demos.lab.shop import QUEUE
from demos.lab.slowness import work
from demos.report import own_name, report

PAUSE = 0.5
"""Seconds until the next attempt to reach the broker."""


def main() -> None:
    """Consume until the process is ended."""
    while True:
        try:
            consume(os.environ["QUEUEWISE_RABBITMQ_URL"])
        except (AMQPError, OSError):
            time.sleep(PAUSE)


def consume(url: str) -> None:
    """Consume until the broker is gone."""
    with connected(url, confirms=False) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(QUEUE, take)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def take(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
    """Cook one order, and only then let the broker forget it."""
    order, tag = properties.message_id or "", delivery.delivery_tag or 0
    attempt = 1 + int(headers_of(properties).get("x-delivery-count", 0))
    report(What.DELIVERED, own_name(), order, queue=QUEUE, redelivered=int(delivery.redelivered))
    report(What.STARTED, own_name(), order, queue=QUEUE, attempt=attempt, pid=os.getpid())
    work(json.loads(body)["milliseconds"])
    if order.startswith("poison"):
        report(What.FAILED, own_name(), order, queue=QUEUE, attempt=attempt)
        channel.basic_reject(tag, requeue=True)
    else:
        report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
        channel.basic_ack(tag)


if __name__ == "__main__":
    main()
