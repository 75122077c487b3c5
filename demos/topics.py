"""Which queues a topic exchange copies a message into, computed here so that the broker can be checked."""

from collections.abc import Iterable


def matches(pattern: str, key: str) -> bool:
    """Tell whether the routing `key` fits the binding `pattern`.

    Both are words between dots. In a pattern `*` stands for exactly one word and `#` for any number of
    words, none included. Source: https://www.rabbitmq.com/tutorials/tutorial-five-python#topic-exchange
    """
    return _fits(tuple(pattern.split(".")), tuple(key.split(".")))


def destinations(key: str, bindings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Give the queues among `bindings` (queue, pattern) that get one copy each of a message with `key`."""
    return frozenset(queue for queue, pattern in bindings if matches(pattern, key))


def _fits(pattern: tuple[str, ...], key: tuple[str, ...]) -> bool:
    if not pattern:
        return not key
    if pattern[0] == "#":
        return _fits(pattern[1:], key) or (bool(key) and _fits(pattern, key[1:]))
    return bool(key) and pattern[0] in ("*", key[0]) and _fits(pattern[1:], key[1:])
