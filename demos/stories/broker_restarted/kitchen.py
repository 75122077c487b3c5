"""A kitchen that outlives its broker: confirmed orders, acknowledged when they are done, one at a time."""

import time

from celery import Celery, Task, shared_task

from demos.celery_apps import begin, on_rabbitmq
from demos.events import What
from demos.report import own_name, report

QUEUE = "orders"


@shared_task(bind=True, name="broker_restarted.cook", acks_late=True)
def cook(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Cook an order. Doing it twice must be harmless: what is not acknowledged when the broker goes comes again."""
    begin(self, order, queue=QUEUE)
    time.sleep(milliseconds / 1000)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=1)


def kitchen(url: str) -> Celery:
    """Give a fresh application for the broker at `url`. A worker that loses its connection tries to get a new one."""
    return on_rabbitmq(
        url,
        queue=QUEUE,
        confirms=True,
        broker_connection_retry=True,  # the default: again after 2 s, then 4 s, 6 s, …
        worker_cancel_long_running_tasks_on_connection_loss=False,  # the default: the order in work is cooked on
    )
