"""A cook: takes orders from one queue, a limited number ahead or as many as there are.

    python -m demos.stories.rabbitmq_prefetch.cook QUEUE MILLISECONDS AHEAD BEFORE

AHEAD orders may be held that are not done yet; 0 is no limit. So many cooks come BEFORE this one.
"""

import os
import sys
from functools import partial

from pika.adapters.blocking_connection import BlockingChannel

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report

LOOK = 0.01
"""Seconds between two looks at the others."""


def main(queue: str, milliseconds: str, ahead: str, before: str) -> None:
    """Cook until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        others = let_others_come_first(channel, queue, int(before))
        report(What.MEASURED, own_name(), name="others before", value=others, unit="cooks")
        channel.basic_qos(prefetch_count=int(ahead))
        channel.basic_consume(queue, partial(work, queue=queue, seconds=int(milliseconds) / 1000))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def let_others_come_first(channel: BlockingChannel, queue: str, cooks: int) -> int:
    """Wait until that many consumers are at the queue; give how many the broker has counted there."""
    while (others := channel.queue_declare(queue, passive=True).method.consumer_count) < cooks:
        channel.connection.sleep(LOOK)
    return int(others)


if __name__ == "__main__":
    main(*sys.argv[1:])
