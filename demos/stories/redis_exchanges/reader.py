"""A consumer, through Kombu, that reads every queue and tells from which one each copy came.

python -m demos.stories.redis_exchanges.reader
"""

import os
from contextlib import ExitStack
from functools import partial

from kombu import Consumer, Message

from demos.events import What
from demos.report import own_name, report
from demos.stories.redis_exchanges.topology import connection, queues


def main() -> None:
    """Consume until the process is ended."""
    with connection(os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"]) as broker, ExitStack() as opened:
        for queue in queues():
            read = partial(work, queue=queue.name)
            opened.enter_context(Consumer(broker.default_channel, [queue], on_message=read, accept=["json"]))
        report(What.JOINED, own_name(), pid=os.getpid())
        while True:
            broker.drain_events()


def work(message: Message, *, queue: str) -> None:
    """Take one copy."""
    name, order = own_name(), str(message.properties["message_id"])
    report(What.DELIVERED, name, order, queue=queue, redelivered=0)
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())
    report(What.EXECUTED, name, order, queue=queue, attempt=1)
    message.ack()
    report(What.ACKNOWLEDGED, name, order, queue=queue)


if __name__ == "__main__":
    main()
