"""A consumer that works off all queues.

python -m demos.stories.rabbitmq_confirms.cook
"""

import os
from functools import partial

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_confirms.topology import QUEUES


def main() -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        for queue in QUEUES:
            channel.basic_consume(queue, partial(work, queue=queue))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


if __name__ == "__main__":
    main()
