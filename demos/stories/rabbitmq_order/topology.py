"""Two queues for the same orders; one of them lets a single consumer be active."""

from typing import Any

from pika.adapters.blocking_connection import BlockingChannel

ONE_ACTIVE, COMPETING = QUEUES = ("one-active", "competing")

ARGUMENTS: dict[str, dict[str, Any]] = {
    ONE_ACTIVE: {"x-queue-type": "quorum", "x-single-active-consumer": True},
    COMPETING: {"x-queue-type": "quorum"},
}


def declare(channel: BlockingChannel) -> None:
    """Make both queues."""
    for queue, arguments in ARGUMENTS.items():
        channel.queue_declare(queue, durable=True, arguments=arguments)
