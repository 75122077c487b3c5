"""The books of a run: what became of every message.

The unit is the copy: one message in one queue, because an exchange copies. Every copy that is expected is
in exactly one place of the books, so they balance after every single event, or something is wrong.
"""

from dataclasses import dataclass
from enum import StrEnum

Copy = tuple[str, str]
"""Message id and queue."""


class State(StrEnum):
    """Where an expected copy is. UNKNOWN: never executed, and the broker never said that it took it.

    GIVEN_BACK: returned as unroutable, or refused. DEAD_LETTERED and DISCARDED: set aside or dropped on purpose.
    """

    IN_FLIGHT = "in_flight"
    EXECUTED = "executed"
    GIVEN_BACK = "given_back"
    DEAD_LETTERED = "dead_lettered"
    DISCARDED = "discarded"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was counted for one message in one queue. `expected` is False for a copy that should not exist."""

    message: str
    queue: str
    expected: bool
    state: State
    started: int
    executed: int
    failed: int
    retried: int
    redelivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """An equation in numbers: the sum of `left` must be the sum of `right`."""

    left: tuple[tuple[str, int], ...]
    right: tuple[tuple[str, int], ...]

    @property
    def totals(self) -> tuple[int, int]:
        """What the left and the right side come to."""
        return sum(number for _, number in self.left), sum(number for _, number in self.right)

    @property
    def holds(self) -> bool:
        """Whether both sides come to the same."""
        return self.totals[0] == self.totals[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The books of a run, after some of its events.

    Messages: `sent`, of which `confirmed` (None where the broker gives no confirms; `no_confirms` says why),
    `accepted` (stored by a broker without confirms), `returned` or `refused`, and `unconfirmed` (unknown, not lost).

    Copies: `expected`, of which `executed` at least once (`recovered` among them: executed though the broker never
    said that it took them), `in_flight`, `given_back`, `dead_lettered`, `discarded`,
    `lost` and `unknown`.
    Work: `executions` in all, of which `duplicated` and `unexpected`; `started`, `failed`, `retried` and
    `redelivered` attempts.
    """

    sent: int
    confirmed: int | None
    no_confirms: str | None
    accepted: int
    returned: int
    refused: int
    unconfirmed: int
    expected: int
    executed: int
    recovered: int
    in_flight: int
    given_back: int
    dead_lettered: int
    discarded: int
    lost: int
    unknown: int
    executions: int
    duplicated: int
    unexpected: int
    started: int
    failed: int
    retried: int
    redelivered: int
    replied: int
    results: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    messages_balance: Balance
    copies_balance: Balance

    @property
    def balanced(self) -> bool:
        """Whether nothing was counted twice or forgotten."""
        return self.messages_balance.holds and self.copies_balance.holds
