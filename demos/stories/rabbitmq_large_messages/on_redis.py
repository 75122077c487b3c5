"""A photo in a message through Kombu, as Celery would send it: base64 in JSON, in a list in the memory of Redis."""

import base64
import json
from hashlib import sha256

import redis
from kombu import Connection, Producer

from backends.contract import Space
from demos.events import Emit, What

QUEUE, PHOTO = "redis-photos", "photo-on-redis"


def publish(space: Space, photo: bytes, emit: Emit) -> None:
    """Publish the whole photo, and tell what became of it in Redis. Nobody takes it out."""
    with Connection(space.url, transport_options={"global_keyprefix": space.prefix}) as connection:
        emit(What.SENT, "shop", PHOTO, queue=QUEUE)
        Producer(connection.default_channel).publish(
            photo,
            exchange="",
            routing_key=QUEUE,
            message_id=PHOTO,
            content_type="application/octet-stream",
            content_encoding="binary",
        )
        emit(What.ACCEPTED, QUEUE, PHOTO)
    look(space, emit)


def look(space: Space, emit: Emit) -> None:
    """Tell how much memory the list with the photo takes, and which photo is in there."""
    with redis.Redis.from_url(space.url) as client:
        key = f"{space.prefix}{QUEUE}"
        memory = int(client.memory_usage(key, samples=0) or 0)
        emit(What.MEASURED, QUEUE, PHOTO, name="memory", value=memory, unit="bytes")
        kept = base64.b64decode(json.loads(client.lindex(key, 0) or b"{}").get("body", ""))
        emit(What.OBSERVED, QUEUE, PHOTO, name="sha256", value=sha256(kept).hexdigest())
        emit(What.CLOSED, QUEUE, waiting=int(client.llen(key)))
