"""Messages of many kinds, and one word for their bytes and one for all that is said about them."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

from pika import BasicProperties, DeliveryMode

from demos.workload import Order

PROPERTIES = (
    *("app_id", "cluster_id", "content_encoding", "content_type", "correlation_id", "delivery_mode", "expiration"),
    *("headers", "message_id", "priority", "reply_to", "timestamp", "type", "user_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message: its body, and what is said about it."""

    id: str
    body: bytes
    about: Mapping[str, Any]

    def properties(self) -> BasicProperties:
        """What is said about it, as pika sends it."""
        return BasicProperties(message_id=self.id, delivery_mode=DeliveryMode.Persistent, **self.about)


def parcels(order: Order, *, seed: int) -> Iterator[Parcel]:
    """Give one message of each kind. The broken one says that it is JSON, and is not."""
    whole = order.as_json()
    noise = bytes(range(256)) + Random(seed).randbytes(256)
    headers = {"city": order.city, "copies": 3, "gift": True, "wishes": ["no onions", {"spoons": 2}]}
    yield Parcel(id="json", body=whole, about={"content_type": "application/json"})
    yield Parcel(id="text", body="Zwölf Brötchen, à la carte".encode(), about={"content_type": "text/plain"})
    yield Parcel(id="binary", body=noise, about={"content_type": "application/octet-stream"})
    yield Parcel(id="broken", body=whole[:-1], about={"content_type": "application/json"})
    yield Parcel(id="empty", body=b"", about={"type": "order.cancelled"})
    yield Parcel(
        id="packed",
        body=gzip.compress(whole, mtime=0),
        about={"content_encoding": "gzip", "app_id": "shop", "correlation_id": order.id, "headers": headers},
    )


def digest(body: bytes) -> str:
    """Give the SHA-256 of the bytes."""
    return sha256(body).hexdigest()


def digest_of(about: Mapping[str, Any]) -> str:
    """Give one word for all that is said about a message, in whatever order it is said."""
    said = {name: about[name] for name in PROPERTIES if about.get(name) not in (None, {}, [])}
    return digest(json.dumps(said, sort_keys=True, default=str).encode())


def about(properties: BasicProperties) -> dict[str, Any]:
    """Give what pika says about a message."""
    return {name: getattr(properties, name) for name in PROPERTIES}
