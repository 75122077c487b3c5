"""The tasks of a bill: what something costs, adding to a sum, and the total of many prices."""

from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

TASKS, BROKEN, RPC = "tasks", "broken", "rpc"
"""The queues: one for what goes well, one for the chord of which a part fails, one for results over rpc://."""

SETTINGS: dict[str, Any] = {"queue": TASKS}
OVER_RPC: dict[str, Any] = {"queue": RPC, "result_backend": "rpc://", "task_ignore_result": False}


class SoldOut(Exception):
    """There is nothing left of it, so it has no price."""


@shared_task(bind=True, name="canvas.price")
def price(self: "Task[..., int]", cents: int, *, sold_out: bool = False) -> int:
    """Say what an order costs."""
    begin(self, name_of(self), queue=queue_of(self))
    if sold_out:
        raise SoldOut
    return done(self, cents)


@shared_task(bind=True, name="canvas.add")
def add(self: "Task[..., int]", so_far: int, cents: int) -> int:
    """Add to a sum. In a chain, `so_far` is what the task before has returned."""
    begin(self, name_of(self), queue=queue_of(self))
    return done(self, so_far + cents)


@shared_task(bind=True, name="canvas.total")
def total(self: "Task[..., int]", prices: list[int]) -> int:
    """Add up prices. In a chord, `prices` is what all the tasks of its header have returned."""
    begin(self, name_of(self), queue=queue_of(self))
    return done(self, sum(prices))


def done(task: "Task[..., int]", cents: int) -> int:
    """Tell that a task is done, before what waits for it can begin."""
    report(What.EXECUTED, own_name(), name_of(task), queue=queue_of(task), attempt=1)
    return cents


def name_of(task: "Task[..., int]") -> str:
    """Give the message id, which is the id of the task here."""
    return str(task.request.id)


def queue_of(task: "Task[..., int]") -> str:
    """Give the queue that the task came from."""
    return str((task.request.delivery_info or {})["routing_key"])
