"""Workers with a queue of their own each, behind one fanout exchange."""

from typing import Any

from celery import Task, shared_task
from kombu.common import Broadcast

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

EXCHANGE = "menu"
WORKERS = ("worker-1", "worker-2", "worker-3")

# Each worker makes a queue with a name of its own. It is deleted with the worker, and what it held with it.
SETTINGS: dict[str, Any] = {"queue": "tasks", "task_queues": [Broadcast(EXCHANGE)]}


def copies_of(worker: str) -> str:
    """Give the stop that stands for the queue of a worker; its real name is made up anew each time."""
    return f"copies-{worker}"


@shared_task(bind=True, name="menu.read_again")
def read_again(self: "Task[..., None]", message: str) -> None:
    """Read the menu again."""
    queue = copies_of(own_name())
    attempt = begin(self, message, queue=queue)
    report(What.EXECUTED, own_name(), message, queue=queue, attempt=attempt)
