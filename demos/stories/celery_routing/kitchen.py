"""A restaurant whose tasks go to queues by their names, and news that goes through a topic exchange."""

import os
import time
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_ready
from kombu import Exchange, Queue

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

EXPRESS, BULK, OTHER = "express", "bulk", "other"
MAILER, STATS = "mailer", "stats"
PATTERN, KEY = "order.#", "order.placed"

_NEWS = Exchange("news", type="topic")

SETTINGS: dict[str, Any] = {
    "queue": OTHER,  # for every task that no route names
    "task_routes": {
        "orders.express": {"queue": EXPRESS},  # one name
        "orders.*": {"queue": BULK},  # and all others that begin like it
        "news.*": {"exchange": _NEWS.name, "exchange_type": _NEWS.type, "routing_key": KEY},
    },
    # Made and bound by the worker that reads from it. The other queues need no word here: Celery makes them.
    "task_queues": [Queue(name, _NEWS, routing_key=PATTERN) for name in (MAILER, STATS)],
}


@shared_task(bind=True, name="orders.cook")
def cook(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Cook one of many orders."""
    _work(self, order, milliseconds)


@shared_task(bind=True, name="orders.express")
def express(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Cook an order that must not wait behind the many."""
    _work(self, order, milliseconds)


@shared_task(bind=True, name="letters.write")
def write(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Write a letter. No route speaks of letters."""
    _work(self, order, milliseconds)


@shared_task(bind=True, name="news.placed")
def placed(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Do whatever this service does when an order was placed."""
    report(What.OBSERVED, own_name(), order, name="task id", value=str(self.request.id))
    _work(self, order, milliseconds)


def own_queue() -> str:
    """Give the only queue that this worker reads from, which is the beginning of its name."""
    return own_name().removesuffix("-worker")


def _work(task: "Task[..., None]", order: str, milliseconds: int) -> None:
    attempt = begin(task, order, queue=own_queue())
    time.sleep(milliseconds / 1000)
    report(What.EXECUTED, own_name(), order, queue=own_queue(), attempt=attempt, task=task.name)


@worker_ready.connect
def bound(**_: Any) -> None:
    """Tell that the queue of this worker hears the news from now on."""
    if own_queue() in (MAILER, STATS):
        report(What.BOUND, own_queue(), pattern=PATTERN, pid=os.getpid())
