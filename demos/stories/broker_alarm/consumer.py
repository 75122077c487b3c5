"""A cook of its own process: takes one order at a time and acknowledges it when it is done.

python -m demos.stories.broker_alarm.consumer QUEUE MILLISECONDS
"""

import os
import sys
from functools import partial

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report


def main(queue: str, milliseconds: str) -> None:
    """Consume until the process is ended. Who only consumes is not blocked."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"], confirms=False) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(queue, partial(work, queue=queue, seconds=int(milliseconds) / 1000))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


if __name__ == "__main__":
    main(*sys.argv[1:])
