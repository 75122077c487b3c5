"""The stream, and how it is read with pika: from an offset, without taking anything out."""

from collections.abc import Iterator
from dataclasses import dataclass

from pika.adapters.blocking_connection import BlockingChannel

from demos.amqp import headers_of
from demos.stories.rabbitmq_stream.account import Entry, entry_of

STREAM = "entries"
PREFETCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry, and the place in the stream that it has for ever."""

    offset: int
    entry: Entry


def declare(channel: BlockingChannel) -> None:
    """Make the stream. Without a limit by size or age it keeps everything."""
    channel.queue_declare(STREAM, durable=True, arguments={"x-queue-type": "stream"})


def read(
    channel: BlockingChannel, start: int | str, *, until: str = "", patience: float | None = None
) -> Iterator[Read]:
    """Give all entries from `start` ("first", or an offset) to the one with the id `until`.

    Without `until` it waits for more. It ends, too, when nothing came for `patience` seconds.
    """
    channel.basic_qos(prefetch_count=PREFETCH)  # a stream is not read without
    arguments = {"x-stream-offset": start}
    for delivery, properties, body in channel.consume(STREAM, arguments=arguments, inactivity_timeout=patience):
        if delivery is None or properties is None:
            return
        # It asks for more; nothing is deleted.
        channel.basic_ack(delivery.delivery_tag or 0)
        offset, entry = int(headers_of(properties)["x-stream-offset"]), entry_of(body or b"")
        # Delivery begins with the chunk in which the offset lies, which may be earlier.
        if isinstance(start, str) or offset >= start:
            yield Read(offset=offset, entry=entry)
        if entry.id == until:
            break
    channel.cancel()
