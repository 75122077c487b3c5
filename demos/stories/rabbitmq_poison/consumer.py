"""A consumer that is started again whenever it ends, as a service manager does.

python -m demos.stories.rabbitmq_poison.consumer QUEUE
"""

import json
import os
import sys
import time
from functools import partial
from multiprocessing import get_context

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected
from demos.events import What
from demos.report import own_name, report

PAUSE = 0.1
"""Seconds until it is started again; systemd waits as long."""


def main(queue: str) -> None:
    """Keep a consumer running until this process is ended."""
    while True:
        program = get_context("fork").Process(target=consume, args=(queue,))
        program.start()
        program.join()
        report(What.OBSERVED, own_name(), name="crashed", value=f"exit status {program.exitcode}")
        time.sleep(PAUSE)


def consume(queue: str) -> None:
    """Take orders, one at a time, until one of them is more than this program can bear."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(queue, partial(work, queue=queue))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def work(
    channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes, *, queue: str
) -> None:
    """Cook one order. A body that is no JSON ends the process, because nobody thought of it."""
    name, order = own_name(), properties.message_id
    report(What.DELIVERED, name, order, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())

    json.loads(body)

    report(What.EXECUTED, name, order, queue=queue, attempt=1)
    channel.basic_ack(delivery.delivery_tag or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
