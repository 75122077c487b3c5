"""Messages of all kinds are put into a queue, looked at where they lie, and taken out; Celery's tasks beside them."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from celery.signals import before_task_publish
from kombu.serialization import dumps
from pika import BasicProperties
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker, Space
from backends.management import Management, Message
from demos.amqp import connected, count_what_is_left, headers_of, publish
from demos.application import closing
from demos.celery_apps import on_rabbitmq
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_bytes.parcels import Parcel, about, digest, digest_of, parcels
from demos.workload import Order, orders

POST, TASKS = "post", "tasks"
TASK = "cook"
LOOK_SECONDS, SETTLED_SECONDS = 0.1, 10.0


def perform(stage: Stage) -> None:
    """Run the story from the first message to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["tasks"], seed=stage.seed)
    with connected(space.url) as channel:
        stage.emit(What.STAGE, name="send")
        channel.queue_declare(POST, durable=True, arguments={"x-queue-type": "classic"})
        kinds = tuple(parcels(placed[0], seed=stage.seed))
        for parcel in kinds:
            send(channel, parcel, stage.emit)
        send_tasks(space.url, placed, stage.emit)

        stage.emit(What.STAGE, name="look")
        look(space, POST, len(kinds), stage.emit)
        look(space, TASKS, len(placed), stage.emit)

        stage.emit(What.STAGE, name="take")
        take_all(channel, POST, len(kinds), stage.emit)
        take_all(channel, TASKS, len(placed), stage.emit)
        count_what_is_left(channel, (POST, TASKS), stage.emit)


def send(channel: BlockingChannel, parcel: Parcel, emit: Emit) -> None:
    """Publish one message. The broker confirms it, whatever is in it."""
    properties = parcel.properties()
    emit(What.OBSERVED, "shop", parcel.id, name="bytes", value=digest(parcel.body))
    emit(What.OBSERVED, "shop", parcel.id, name="properties", value=digest_of(about(properties)))
    publish(channel, parcel.id, parcel.body, emit, to=POST, properties=properties, queues=POST, broker=POST)


def send_tasks(url: str, placed: Sequence[Order], emit: Emit) -> None:
    """Have Celery send a task for each order. There is no worker."""
    with closing(on_rabbitmq(url, queue=TASKS)) as app, noticing({order.id for order in placed}, emit):
        for order in placed:
            app.send_task(TASK, args=[order.id], kwargs={"city": order.city}, task_id=order.id)
            emit(What.CONFIRMED, TASKS, order.id)


@contextmanager
def noticing(ids: set[str], emit: Emit) -> Iterator[None]:
    """Notice what Celery is about to send, and turn it into bytes by the way that it does."""

    def sending(body: object, headers: Mapping[str, Any], **_: Any) -> None:
        if headers["id"] in ids:
            emit(What.OBSERVED, "celery", headers["id"], name="bytes", value=digest(dumps(body, "json")[2].encode()))
            emit(What.SENT, "celery", headers["id"], queue=TASKS)

    before_task_publish.connect(sending, sender=TASK)
    try:
        yield
    finally:
        before_task_publish.disconnect(sending, sender=TASK)


def peeked(space: Space, queue: str, number: int) -> tuple[Message, ...]:
    """The messages of a queue, as soon as all are there to be seen; Celery sends without waiting for the broker."""
    management, deadline = Management(space.endpoint.management_url or ""), time.monotonic() + SETTLED_SECONDS
    while True:
        found = management.peek(queue, vhost=unquote(urlsplit(space.url).path[1:]), at_most=50)
        if len(found) >= number or time.monotonic() > deadline:
            return found
        time.sleep(LOOK_SECONDS)


def look(space: Space, queue: str, number: int, emit: Emit) -> None:
    """Look at all messages where they lie, by the management API; they stay there."""
    for message in peeked(space, queue, number):
        id_ = message.properties.get("message_id") or message.properties["correlation_id"]
        emit(What.OBSERVED, queue, id_, name="bytes", value=digest(message.body))
        emit(What.OBSERVED, queue, id_, name="properties", value=digest_of(message.properties))


def take_all(channel: BlockingChannel, queue: str, number: int, emit: Emit) -> None:
    """Take every message out, as a consumer would. What was only looked at is put back a moment later."""
    taken, deadline = 0, time.monotonic() + SETTLED_SECONDS
    while taken < number and time.monotonic() < deadline:
        got, properties, body = channel.basic_get(queue)
        if got is None or properties is None or body is None:
            channel.connection.sleep(LOOK_SECONDS)
            continue
        taken += 1
        id_ = str(properties.message_id or properties.correlation_id)
        emit(What.OBSERVED, "desk", id_, name="bytes", value=digest(body))
        emit(What.OBSERVED, "desk", id_, name="properties", value=digest_of(about(properties)))
        if queue == TASKS:
            emit(What.OBSERVED, "desk", id_, name="task", value=read_task(properties, body))
        emit(What.EXECUTED, "desk", id_, queue=queue, attempt=1)
        channel.basic_ack(got.delivery_tag or 0)


def read_task(properties: BasicProperties, body: bytes) -> str:
    """Say what Celery has put into a message: the name is in its headers, the arguments are in its body."""
    args, kwargs, _ = json.loads(body)
    return f"{headers_of(properties)['task']}({', '.join([*args, *(f'{name}={kwargs[name]}' for name in kwargs)])})"
