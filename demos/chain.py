"""Hashes that hold events together: each one covers its event and, by the hash before it, all earlier ones."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Plain = Mapping[str, Any]
"""A value as JSON knows it."""


def canonical(value: object) -> str:
    """Give the one JSON text of a value: sorted keys, no blanks, nothing but ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


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
