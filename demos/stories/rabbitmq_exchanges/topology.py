"""One exchange of each type with its bindings, and one for what none of these bindings wanted."""

from collections.abc import Iterator, Mapping
from typing import Any

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from demos.stories.rabbitmq_exchanges.matching import Binding

BINDINGS: Mapping[ExchangeType, tuple[Binding, ...]] = {
    ExchangeType.direct: (
        Binding(queue="riga", key="riga"),  # the key, letter by letter
        Binding(queue="lisbon", key="lisbon"),
    ),
    ExchangeType.topic: (
        Binding(queue="pickups", key="order.*.pickup"),  # words, and stars for any word
        Binding(queue="north", key="order.riga.#"),
    ),
    ExchangeType.fanout: (
        Binding(queue="screen"),  # everything
        Binding(queue="archive"),
    ),
    ExchangeType.headers: (
        Binding(queue="counter", headers={"city": "lisbon", "kind": "pickup"}),  # all of these
        Binding(queue="tram", headers={"city": "lisbon", "kind": "delivery"}, every=False),  # any of these
    ),
}
"""Type of exchange -> what is bound to it. Each exchange has the name of its type."""

ALTERNATE = "leftovers"
"""An exchange and its queue, for what no binding wanted."""


def queues() -> Iterator[str]:
    """Give the name of every queue."""
    yield from (binding.queue for bindings in BINDINGS.values() for binding in bindings)
    yield ALTERNATE


def declare(channel: BlockingChannel) -> None:
    """Make the exchanges, the queues and the bindings."""
    channel.exchange_declare(ALTERNATE, ExchangeType.fanout, durable=True)
    bind(channel, ALTERNATE, Binding(queue=ALTERNATE))
    for kind, bindings in BINDINGS.items():
        channel.exchange_declare(kind.value, kind, durable=True, arguments={"alternate-exchange": ALTERNATE})
        for binding in bindings:
            bind(channel, kind.value, binding)


def bind(channel: BlockingChannel, exchange: str, binding: Binding) -> None:
    """Make a queue that survives a restart and a crash, and bind it."""
    channel.queue_declare(binding.queue, durable=True, arguments={"x-queue-type": "quorum"})
    labels: dict[str, Any] = {**binding.headers, "x-match": "all" if binding.every else "any"}
    channel.queue_bind(binding.queue, exchange, routing_key=binding.key, arguments=labels if binding.headers else None)
