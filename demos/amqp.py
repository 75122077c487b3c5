"""What every demo does with RabbitMQ: connect, publish until the broker has it, work, count what is left."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pika import BasicProperties, BlockingConnection, DeliveryMode, URLParameters
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import NackError, UnroutableError
from pika.spec import Basic

from demos.events import Emit, What
from demos.report import own_name, report

_LOOK, _NOTICED = 0.02, 5.0
"""Seconds between two looks at a queue, and until the broker must have noticed who is gone."""


@contextmanager
def connected(url: str, *, confirms: bool = True) -> Iterator[BlockingChannel]:
    """Open a channel, by default one on which the broker confirms every message; close the connection on leaving."""
    with BlockingConnection(URLParameters(url)) as connection:
        channel = connection.channel()
        if confirms:
            channel.confirm_delivery()
        yield channel


def publish(
    channel: BlockingChannel,
    message: str,
    body: bytes,
    emit: Emit,
    *,
    to: str,
    exchange: str = "",
    properties: BasicProperties | None = None,
    queues: str,
    shop: str = "shop",
    broker: str = "exchange",
) -> None:
    """Publish one persistent message with the id `message` and the routing key `to`, and tell what became of it.

    The id is told before it is sent. `queues` ("a b", or "" for none) are those that get a
    copy. `shop` and `broker` are the stops that tell.
    """
    sent = properties or BasicProperties(content_type="application/json", delivery_mode=DeliveryMode.Persistent)
    sent.message_id = message
    emit(What.SENT, shop, message, queues=queues, routing_key=to)
    try:
        channel.basic_publish(exchange, to, body, sent, mandatory=True)
    except UnroutableError:
        emit(What.RETURNED, shop, message)
    except NackError:
        emit(What.REFUSED, shop, message, reason="the broker said no (basic.nack)")
    else:
        emit(What.CONFIRMED, broker, message)


def work(
    channel: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    _body: bytes,
    *,
    queue: str,
    seconds: float = 0.0,
) -> None:
    """Work for so many seconds on a message from `queue`, only then let the broker forget it, and tell every step."""
    name, message = own_name(), properties.message_id
    report(What.DELIVERED, name, message, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, message, queue=queue, attempt=1, pid=os.getpid())
    time.sleep(seconds)
    report(What.EXECUTED, name, message, queue=queue, attempt=1)
    channel.basic_ack(delivery.delivery_tag or 0)
    report(What.ACKNOWLEDGED, name, message, queue=queue)


def headers_of(properties: BasicProperties) -> dict[str, Any]:
    """Give the headers of a message, those that the broker wrote included."""
    return dict(properties.headers or {})


def count_what_is_left(channel: BlockingChannel, queues: Iterable[str], emit: Emit) -> None:
    """Ask the broker what is still in each queue, once nobody takes anything out any more."""
    for queue in queues:
        emit(What.CLOSED, queue, waiting=left_alone(channel, queue))


def left_alone(channel: BlockingChannel, queue: str) -> int:
    """Wait until the broker has noticed that the consumers of a queue are gone; give what it says is in there then.

    Before that it may still hand out messages to the dead. It has five seconds to notice.
    """
    # What a killed consumer held is back in the queue when the broker has noticed that the consumer is gone.
    deadline = time.monotonic() + _NOTICED
    while True:
        found = channel.queue_declare(queue, passive=True).method
        if not found.consumer_count or time.monotonic() > deadline:
            return int(found.message_count)
        channel.connection.sleep(_LOOK)
