"""Accounts of the shop's branches: what happens to them, and what that comes to."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from random import Random

from demos.workload import CITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deposit (more than 0 cents) or a withdrawal (less) that happened to an account.

    `follows` is how many entries of the same account its writer knew; -1 if nobody looked.
    """

    id: str
    account: str
    cents: int
    follows: int = -1

    def as_json(self) -> bytes:
        """The entry as it is written into a message."""
        return json.dumps(asdict(self)).encode()


def entry_of(body: bytes) -> Entry:
    """Read an entry from a message."""
    return Entry(**json.loads(body))


def entries(count: int, *, seed: int) -> tuple[Entry, ...]:
    """Give `count` entries, the same ones for the same seed. Every third one is a withdrawal, and smaller."""
    random = Random(seed)
    return tuple(
        Entry(
            id=f"entry-{number:04}",
            account=random.choice(CITIES),
            cents=-random.randint(1, 500) if number % 3 == 0 else random.randint(500, 9900),
        )
        for number in range(1, count + 1)
    )


def balance(of: Iterable[Entry]) -> int:
    """Give what the entries come to, in cents."""
    return sum(entry.cents for entry in of)
