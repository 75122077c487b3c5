"""The application on RabbitMQ, for workers; run as a program, it places some orders. The argument says how many."""

import os
import sys
from typing import Any

from celery.signals import worker_init

from .celery_rabbitmq import QUEUE, declare_dead, kitchen
from .reporting import begin_to_tell
from .steps import some_orders
from .tasks import place

begin_to_tell(queue=QUEUE, taken="confirmed")
app = kitchen(os.environ["RABBITMQ_URL"], results=os.environ.get("RESULTS_URL"))


@worker_init.connect
def prepare(**_: Any) -> None:
    """Called by Celery before the worker connects."""
    declare_dead(app)


if __name__ == "__main__":
    for order in some_orders(int(sys.argv[1])):
        place(app, order)
