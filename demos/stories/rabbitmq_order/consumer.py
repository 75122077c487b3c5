"""A consumer: works on one order after the other.

python -m demos.stories.rabbitmq_order.consumer QUEUE MILLISECONDS
"""

import os
import sys
from functools import partial

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report

AHEAD = 3
"""How many orders a consumer is handed that are not done yet."""


def main(queue: str, milliseconds: str) -> None:
    """Consume until the process is ended. It is the queue that knows whether it has one active consumer or many."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=AHEAD)
        channel.basic_consume(queue, partial(work, queue=queue, seconds=int(milliseconds) / 1000))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


if __name__ == "__main__":
    main(*sys.argv[1:])
