"""A consumer that holds some orders at once, and works on one after the other.

python -m demos.stories.rabbitmq_priorities.consumer QUEUE MILLISECONDS PREFETCH
"""

import os
import sys
import time
from functools import partial

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected
from demos.events import What
from demos.report import own_name, report


def main(queue: str, milliseconds: str, prefetch: str) -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        # So many are handed over before the first is acknowledged. The queue cannot sort those any more.
        channel.basic_qos(prefetch_count=int(prefetch))
        channel.basic_consume(queue, partial(work, queue=queue, seconds=int(milliseconds) / 1000))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def work(
    channel: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    _body: bytes,
    *,
    queue: str,
    seconds: float,
) -> None:
    """Cook one order."""
    name, order = own_name(), properties.message_id
    report(What.DELIVERED, name, order, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())
    time.sleep(seconds)  # cooking
    report(What.EXECUTED, name, order, queue=queue, attempt=1)
    channel.basic_ack(delivery.delivery_tag or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
