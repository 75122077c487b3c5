"""Hashes that hold a run together: each event's covers, by the hash before it, all earlier ones."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Plain = Mapping[str, Any]
"""A value as JSON knows it."""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> str:
    """Give the one JSON text of a value: sorted keys, no blanks, nothing but ASCII.

    Raises:
        ValueError: it holds a number that JSON does not know.
    """
    return _CANONICAL.encode(value)


def digest(text: str) -> str:
    """Give the SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(before: str, event: Plain) -> str:
    """Give the hash of an event that follows what `before` is the hash of."""
    return digest(before + canonical(event))


def chain(run: Plain, events: Sequence[Plain]) -> Iterator[str]:
    """Give the hash of what was known before the first event, then one for each event."""
    last = digest(canonical(run))
    yield last
    for event in events:
        last = link(last, event)
        yield last


def thinned(hashes: Sequence[str], every: int) -> list[str]:
    """Give the first hash of a chain, then one out of `every`, and always the last."""
    return [hashes[number] for number in kept(len(hashes) - 1, every)]


def kept(events: int, every: int) -> list[int]:
    """Give the numbers of the events, from 0 for what comes before them, whose hashes a thinned chain has."""
    return [*range(0, events, every), events]


def parts_of(data: Plain) -> dict[str, Any]:
    """Give every part of a file that has a hash of its own, by its place."""
    return {f"{above}.{name}": value for above in ("run", "end") for name, value in data[above].items()}
