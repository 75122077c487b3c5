"""A subscriber on Redis, through Kombu as Celery would: its fanout is PUB/SUB, and PUB/SUB keeps nothing.

python -m demos.stories.rabbitmq_offline_subscriber.on_redis QUEUE
"""

import os
import sys
from contextlib import suppress
from functools import partial

import redis
from kombu import Connection, Consumer, Exchange, Message, Queue

from demos.events import What
from demos.report import own_name, report

EXCHANGE = Exchange("redis-news", type="fanout", durable=True)


def connection(url: str, prefix: str, name: str) -> Connection:
    """Give a connection that keeps to keys with `prefix` and is called `name` in Redis's list of clients."""
    return Connection(url, transport_options={"global_keyprefix": prefix, "client_name": name})


def main(queue: str) -> None:
    """Subscribe until the process is ended."""
    url, prefix = os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"]
    name = f"{prefix}{own_name()}"
    bound = Queue(queue, EXCHANGE, durable=True)
    with (
        connection(url, prefix, name) as broker,
        redis.Redis.from_url(url) as client,
        Consumer(broker.default_channel, [bound], on_message=partial(work, queue=queue), accept=["json"]),
    ):
        while not subscribed(client, name):
            with suppress(TimeoutError):
                broker.drain_events(timeout=0.05)
        report(What.JOINED, own_name(), pid=os.getpid())
        while True:
            broker.drain_events()


def subscribed(client: "redis.Redis", name: str) -> bool:
    """Ask Redis whether the client `name` listens already: Kombu subscribes when it first waits, and tells nobody."""
    return any(each["name"] == name and int(each["psub"]) for each in client.client_list())


def work(message: Message, *, queue: str) -> None:
    """Take one order."""
    name, order = own_name(), str(message.properties["message_id"])
    report(What.DELIVERED, name, order, queue=queue, redelivered=0)
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())
    report(What.EXECUTED, name, order, queue=queue, attempt=1)
    message.ack()
    report(What.ACKNOWLEDGED, name, order, queue=queue)


if __name__ == "__main__":
    main(*sys.argv[1:])
