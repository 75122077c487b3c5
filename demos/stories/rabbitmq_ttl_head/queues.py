"""Queues in which messages wait until they expire. What expired is moved to the queue of what is due."""

from typing import Any

from pika.adapters.blocking_connection import BlockingChannel

DUE = "due"
SHARED = ("wait-classic", "wait-quorum")
"""One queue of each type, in which every message brings its own time to live."""

SHORT, LONG = "wait-short", "wait-long"
"""A queue for each delay, which gives all its messages the same time to live."""

_TYPES = {"wait-classic": "classic"}


def declare(channel: BlockingChannel, *, short: int, long: int) -> None:
    """Make all queues. `short` and `long` are delays in milliseconds."""
    channel.queue_declare(DUE, durable=True, arguments={"x-queue-type": "quorum"})
    for queue in SHARED:
        _declare_waiting(channel, queue, {})
    for queue, milliseconds in ((SHORT, short), (LONG, long)):
        _declare_waiting(channel, queue, {"x-message-ttl": milliseconds})


def _declare_waiting(channel: BlockingChannel, queue: str, more: dict[str, Any]) -> None:
    expired = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": DUE}
    kind = {"x-queue-type": _TYPES.get(queue, "quorum")}
    channel.queue_declare(queue, durable=True, arguments={**kind, **expired, **more})
