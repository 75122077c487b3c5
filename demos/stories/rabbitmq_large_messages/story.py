"""A photo of every delivery: too large for a message on RabbitMQ, named in a few bytes, or kept whole in Redis."""

import json
from hashlib import sha256
from pathlib import Path
from random import Random

from pika import BasicProperties, DeliveryMode
from pika.exceptions import ChannelClosedByBroker

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.celery_apps import environment_of
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_large_messages import on_redis
from demos.stories.rabbitmq_large_messages.album import QUEUE, REFERENCE

ALBUM = "demos.stories.rabbitmq_large_messages.album"
MEBIBYTE = 2**20
PHOTO = 17 * MEBIBYTE
"""Bytes: a little more than RabbitMQ takes by default since version 4."""

TIMES = (1, 8)
"""How many photos go into one message: the second try is a little more than RabbitMQ took by default before."""


def perform(stage: Stage) -> None:
    """Run the story from the first photo to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    photo = Random(stage.seed).randbytes(PHOTO)
    with connected(space.url) as channel, crew(stage, environment_of(space)) as members:
        channel.queue_declare(QUEUE, durable=True)
        members.start("album", ALBUM)

        stage.emit(What.STAGE, name="whole")
        stage.emit(What.OBSERVED, "shop", name="sha256", value=sha256(photo).hexdigest())
        taken = publish_whole(space.url, photo, stage.emit)

        stage.emit(What.STAGE, name="reference")
        publish_reference(space.url, photo, stage.folder, stage.emit)
        members.wait_for_copies([(message, QUEUE) for message in (*taken, REFERENCE)], What.ACKNOWLEDGED)
        members.dismiss()
        count_what_is_left(channel, [QUEUE], stage.emit)

        stage.emit(What.STAGE, name="redis")
        on_redis.publish(stage.spaces[Broker.REDIS], photo, stage.emit)


def publish_whole(url: str, photo: bytes, emit: Emit) -> list[str]:
    """Publish larger and larger messages until the broker refuses one; give those that it took."""
    taken: list[str] = []
    for times in TIMES:
        message = f"photo-times-{times}"
        # A refusal closes the channel, so each of them has its own.
        with connected(url) as channel:
            try:
                emit(What.MEASURED, "shop", message, name="size", value=times * len(photo), unit="bytes")
                photos = BasicProperties(content_type="application/octet-stream", delivery_mode=DeliveryMode.Persistent)
                publish(
                    channel,
                    message,
                    times * photo,
                    emit,
                    to=QUEUE,
                    properties=photos,
                    queues=QUEUE,
                    broker=QUEUE,
                )
            except ChannelClosedByBroker as closed:
                emit(What.REFUSED, "shop", message, reason=closed.reply_text)
                emit(What.OBSERVED, "shop", message, name="channel", value="closed" if channel.is_closed else "open")
                break
        taken.append(message)
    return taken


def publish_reference(url: str, photo: bytes, folder: Path, emit: Emit) -> None:
    """Put the photo where both sides can reach it, here a folder, and publish only where it is."""
    (folder / "photo").write_bytes(photo)
    body = json.dumps({"file": "photo"}).encode()
    emit(What.MEASURED, "shop", REFERENCE, name="size", value=len(body), unit="bytes")
    with connected(url) as channel:
        publish(channel, REFERENCE, body, emit, to=QUEUE, queues=QUEUE, broker=QUEUE)
