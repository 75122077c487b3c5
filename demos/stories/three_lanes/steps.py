"""The shop's own work, the same in every lane: an order is cooked, billed and delivered."""

import time
from itertools import pairwise

STEPS = ("cook", "bill", "deliver")
FAILURES = 2
"""How often the card reader fails, at the one bill that it fails at."""


class CardReaderDown(Exception):
    """The card reader does not answer. It will, a little later."""


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


def message_id(lane: str, order: str, step: str) -> str:
    """Give the id of the message that asks for one step of an order in one lane."""
    return f"{lane}.{order}.{step}"
