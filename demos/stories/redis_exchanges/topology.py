"""What Kombu is asked to make on Redis. On RabbitMQ the same lines make real exchanges."""

from collections.abc import Iterable, Mapping

from kombu import Connection, Exchange, Queue

from demos.topics import matches

DIRECT = Exchange("by-city", type="direct")
TOPIC = Exchange("by-pattern", type="topic")
HEADERS = Exchange("by-label", type="headers")
SCREENS = Exchange("on-screen", type="topic")

BINDINGS: Mapping[str, tuple[Exchange, str]] = {
    "riga": (DIRECT, "riga"),
    "lisbon": (DIRECT, "lisbon"),
    "pickups": (TOPIC, "order.*.pickup"),
    "north": (TOPIC, "order.riga.#"),
    "screens": (SCREENS, "order.#"),
}
"""Queue -> the exchange that it is bound to, and with which key or pattern."""

LABELS, REFUNDS = "labels", "refunds"
"""Queues that are wanted and not bound: one cannot be, and the other was forgotten."""


def queues() -> list[Queue]:
    """Give every queue with its binding; declaring a queue makes both."""
    return [Queue(name, exchange, routing_key=key) for name, (exchange, key) in BINDINGS.items()]


def wanted(exchange: Exchange, key: str) -> frozenset[str]:
    """Give the queues that get one copy each, by the rules that RabbitMQ has for this type of exchange."""
    bound = ((name, pattern) for name, (bound_to, pattern) in BINDINGS.items() if bound_to.name == exchange.name)
    return frozenset(name for name, pattern in bound if _fits(exchange, pattern, key))


def connection(url: str, prefix: str) -> Connection:
    """Give a connection that keeps to keys with `prefix`, as Celery with `global_keyprefix` does."""
    return Connection(url, transport_options={"global_keyprefix": prefix})


def key_of_bindings(prefix: str, exchange: Exchange) -> str:
    """Give the key of the Redis set that Kombu keeps the bindings of an exchange in."""
    return f"{prefix}_kombu.binding.{exchange.name}"


def keys_of_lists(prefix: str) -> Iterable[tuple[str, str]]:
    """Give every queue with the key of the Redis list that it is."""
    return [(name, f"{prefix}{name}") for name in (*BINDINGS, LABELS, REFUNDS)]


def _fits(exchange: Exchange, pattern: str, key: str) -> bool:
    return matches(pattern, key) if exchange.type == "topic" else pattern == key
