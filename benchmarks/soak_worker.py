"""A consumer of the soak: takes message after message, tells what it does, and lets the broker forget only then."""

import os
from functools import partial

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report

QUEUE = "soak"
AHEAD = 50
"""How many messages the broker hands out before the first is acknowledged: those are in danger at a kill."""


def main() -> None:
    """Work until somebody ends it."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"], confirms=False) as channel:
        channel.basic_qos(prefetch_count=AHEAD)
        channel.basic_consume(QUEUE, partial(work, queue=QUEUE))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


if __name__ == "__main__":
    main()
