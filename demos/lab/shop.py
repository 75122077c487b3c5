"""The shop of a lab: it places orders at a steady rate, each again and again until the broker has answered for it."""

import signal
import time
from collections.abc import Callable, Iterator

from demos.events import What
from demos.report import own_name, report
from demos.workload import Order, orders

QUEUE = "orders"
INTERVAL = 0.25
"""Seconds from order to order. What was held up is caught up."""
OVER = "over"


class NotTaken(Exception):
    """The broker did not answer for an order. Whether it has it, nobody knows."""


def sell(count: int, *, seed: int, place: Callable[[Order], None], taken: What) -> None:
    """Place `count` orders and tell of each what is known; then stay until the process is ended.

    An order that the broker did not answer for is placed again: it may be there twice then, and is never lost by
    the shop.
    """
    for order in on_time(count, seed=seed):
        place_until_taken(order, place)
        report(taken, own_name(), order.id)
    report(What.OBSERVED, own_name(), name="stream", value=OVER)
    signal.pause()


def place_until_taken(order: Order, place: Callable[[Order], None]) -> None:
    """Place an order; its id is told before it is sent, each time."""
    while True:
        report(What.SENT, own_name(), order.id, queue=QUEUE)
        try:
            return place(order)
        except NotTaken:
            time.sleep(INTERVAL)


def on_time(count: int, *, seed: int) -> Iterator[Order]:
    """Give each order when its time has come."""
    began = time.monotonic()
    for number, order in enumerate(orders(count, seed=seed)):
        time.sleep(max(0.0, began + number * INTERVAL - time.monotonic()))
        yield order


def placed(message: str | None) -> int:
    """Give the number of an order of the stream; 0 for any other message."""
    word, _, number = (message or "").partition("-")
    return int(number) if word == "order" else 0
