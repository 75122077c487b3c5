"""A scan of 17 MiB is published as a whole, then as a reference; Redis gets it as a whole."""

import hashlib
import json
from pathlib import Path
from random import Random

import redis
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError

from backends.contract import Broker, Space
from demos.amqp import connected, count_what_is_left, publish
from demos.demo import Stage
from demos.events import Emit, What

MEBIBYTE = 1024 * 1024
SIZE = 17 * MEBIBYTE
"""Bytes. The limit of RabbitMQ 4 is 16 MiB unless it is configured."""

QUEUE, LIST = "scans", "list"
HUGE, REFERENCE, KEPT = "scan-huge", "scan-reference", "scan-in-redis"


def perform(stage: Stage) -> None:
    """Run the story from the first message to the last count."""
    rabbitmq, scan = stage.spaces[Broker.RABBITMQ], Random(stage.seed).randbytes(SIZE)
    stage.emit(What.OBSERVED, QUEUE, name="broker", value=rabbitmq.endpoint.version)

    stage.emit(What.STAGE, name="huge")
    publish_as_a_whole(rabbitmq.url, scan, stage.emit)

    stage.emit(What.STAGE, name="reference")
    with connected(rabbitmq.url) as channel:
        publish_a_reference(channel, scan, stage.folder / "scan", stage.emit)
        read(channel, stage.emit)

        stage.emit(What.STAGE, name="redis")
        push(stage.spaces[Broker.REDIS], scan, stage.emit)

        stage.emit(What.STAGE, name="finish")
        count_what_is_left(channel, [QUEUE], stage.emit)


def publish_as_a_whole(url: str, scan: bytes, emit: Emit) -> None:
    """Publish the scan itself. The broker closes the channel if it is above its limit."""
    try:
        with connected(url) as channel:
            channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
            publish(channel, HUGE, scan, emit, to=QUEUE, queues=QUEUE)
            channel.queue_purge(QUEUE)
            emit(What.DISCARDED, QUEUE, HUGE, queue=QUEUE, reason="an older broker took it; it is put away")
    except AMQPError as problem:
        emit(What.REFUSED, "shop", HUGE, reason=str(problem))


def publish_a_reference(channel: BlockingChannel, scan: bytes, file: Path, emit: Emit) -> None:
    """Put the scan where readers can fetch it, and publish where that is."""
    file.write_bytes(scan)
    told = {"path": str(file), "bytes": len(scan), "sha256": hashlib.sha256(scan).hexdigest()}
    publish(channel, REFERENCE, json.dumps(told).encode(), emit, to=QUEUE, queues=QUEUE)


def read(channel: BlockingChannel, emit: Emit) -> None:
    """Take references, fetch what they point to, and check that it is whole."""
    while True:
        delivery, properties, body = channel.basic_get(QUEUE)
        if delivery is None or properties is None or body is None:
            return
        message, told = properties.message_id, json.loads(body)
        emit(What.DELIVERED, "reader", message, queue=QUEUE, redelivered=int(delivery.redelivered))
        emit(What.STARTED, "reader", message, queue=QUEUE, attempt=1)
        fetched = Path(told["path"]).read_bytes()
        if hashlib.sha256(fetched).hexdigest() == told["sha256"]:
            emit(What.EXECUTED, "reader", message, queue=QUEUE, attempt=1)
        channel.basic_ack(delivery.delivery_tag or 0)


def push(space: Space, scan: bytes, emit: Emit) -> None:
    """Push the scan onto a list as a whole, as a task queue on Redis does, and read what that costs."""
    with redis.Redis.from_url(space.url) as client:
        before = int(client.info("memory")["used_memory"])
        emit(What.SENT, "shop", KEPT, queue=LIST)
        client.lpush(f"{space.prefix}{LIST}", scan)
        emit(What.ACCEPTED, "redis", KEPT)
        more = int(client.info("memory")["used_memory"]) - before
        emit(What.MEASURED, LIST, name="memory", value=more, unit="bytes")
        emit(What.CLOSED, LIST, waiting=int(client.llen(f"{space.prefix}{LIST}")))
