"""The shop, a process of its own: it publishes a steady stream of orders, whatever happens to the broker.

python -m demos.stories.lab_rabbitmq.shop ORDERS SEED MILLISECONDS
"""

import os
import sys
from contextlib import ExitStack, suppress

from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError

from demos.amqp import connected
from demos.events import What
from demos.lab.shop import NotTaken, sell
from demos.stories.lab_rabbitmq.topology import publish
from demos.workload import Order


class Line:
    """A connection to the broker that is opened again when it was lost."""

    def __init__(self, url: str, milliseconds: int) -> None:
        self._url = url
        self._milliseconds = milliseconds
        self._opened = ExitStack()
        self._channel: BlockingChannel | None = None

    def place(self, order: Order) -> None:
        """Publish an order and return when the broker has confirmed it.

        Raises:
            NotTaken: it did not.
        """
        try:
            if self._channel is None:
                self._channel = self._opened.enter_context(connected(self._url))
            publish(self._channel, order.id, milliseconds=self._milliseconds)
        except (AMQPError, OSError) as problem:
            self._forget()
            raise NotTaken(order.id) from problem

    def _forget(self) -> None:
        # A connection whose broker is gone complains on closing. There is nothing left to close then.
        with suppress(AMQPError, OSError):
            self._opened.close()
        self._channel = None


def main(count: str, seed: str, milliseconds: str) -> None:
    """Place the orders, then stay until the process is ended."""
    line = Line(os.environ["QUEUEWISE_RABBITMQ_URL"], int(milliseconds))
    sell(int(count), seed=int(seed), place=line.place, taken=What.CONFIRMED)


if __name__ == "__main__":
    main(*sys.argv[1:])
