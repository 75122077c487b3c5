"""Places some orders with RabbitMQ only; the argument says how many."""

import os
import sys

from .by_hand import QUEUE, connect, declare, place
from .report import report
from .steps import STEPS, message_id, some_orders


def main(count: str = "6") -> None:
    """Place the orders, each until the broker has confirmed it."""
    with connect(os.environ["RABBITMQ_URL"]) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        declare(channel)
        for order in some_orders(int(count)):
            report("sent", message_id(order.id, STEPS[0]), queue=QUEUE)
            place(channel, order)
            report("confirmed", message_id(order.id, STEPS[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
