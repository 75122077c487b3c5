"""The tasks of this story: one that cooks, and one that asks for a dish and waits for it."""

import os
from typing import Any

from celery import Task, shared_task

from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"
PROCESS = "was cooked by process "
SETTINGS: dict[str, Any] = {"queue": QUEUE}


@shared_task(name="calling.cook")
def cook(order: str) -> str:
    """Cook an order, wherever this is called, and say where that was."""
    return f"{order} {PROCESS}{os.getpid()}"


@shared_task(bind=True, name="calling.serve")
def serve(self: "Task[..., str]", order: str, *, forced: bool) -> str:
    """Ask for a dish and wait for it, which no task may do. `forced` switches Celery's own check off."""
    dish = dish_of(order)
    report(What.SENT, own_name(), dish, queue=QUEUE)
    result = self.app.tasks["calling.cook"].delay(dish)
    report(What.ACCEPTED, QUEUE, dish)
    # Whoever could cook it is this process, and it waits here.
    return str(result.get(disable_sync_subtasks=not forced))


def dish_of(order: str) -> str:
    """Give the message id of the task that `serve` waits for."""
    return f"{order}-dish"
