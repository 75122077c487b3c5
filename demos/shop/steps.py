"""The shop's own work: an order is cooked, billed and delivered."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

STEPS = ("cook", "bill", "deliver")
FAILURES = 2
"""How often the card reader fails, at the bill that it fails at."""


class CardReaderDown(Exception):
    """The card reader does not answer. It will, a little later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order: how long each step of it takes, and how often its bill fails before it is paid."""

    id: str
    milliseconds: tuple[int, int, int] = (150, 150, 150)
    failures: int = 0


def some_orders(count: int) -> Iterator[Order]:
    """Give a few orders to begin with. The second one's bill fails."""
    for number in range(1, count + 1):
        yield Order(id=f"order-{number:04}", failures=FAILURES if number == 2 else 0)


def carry_out(milliseconds: int, *, attempt: int, failures: int = 0) -> None:
    """Do one step of an order. The first `failures` attempts at it fail.

    Raises:
        CardReaderDown: this is one of them.
    """
    time.sleep(milliseconds / 1000)
    if attempt <= failures:
        raise CardReaderDown


def following(step: str) -> str | None:
    """Give the step that comes after `step`; None after the last."""
    return dict(pairwise(STEPS)).get(step)


def message_id(order: str, step: str) -> str:
    """Give the id of the message that asks for one step of an order."""
    return f"{order}.{step}"
