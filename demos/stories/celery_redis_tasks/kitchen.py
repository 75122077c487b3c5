"""The restaurant: a Celery application with its tasks and its clock, on a Redis that is also the result store."""

import os
import time
from typing import Any

from celery import Celery, Task, shared_task

from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"
STEPS = 4
RETRIES = 3


class CardReaderDown(Exception):
    """The card reader does not answer. It will, a little later."""


class Reporting(Task):  # type: ignore[type-arg]  # Celery's class is generic for type checkers only
    """A task that tells when its result is in the store, and when it will be tried again."""

    def on_success(self, *_: Any) -> None:
        """Called by Celery after the result was stored."""
        report(What.EXECUTED, own_name(), name_of(self), queue=QUEUE, attempt=self.request.retries + 1)

    def on_retry(self, *_: Any) -> None:
        """Called by Celery when the next attempt is on its way."""
        retries = self.request.retries
        report(What.RETRYING, own_name(), name_of(self), queue=QUEUE, attempt=retries + 1, delay=2**retries)


@shared_task(base=Reporting, bind=True, name="cook")
def cook(self: "Task[..., str]", order: str, milliseconds: int) -> str:
    """Cook an order in four steps, and say after each how far it is."""
    begin(self)
    for step in range(1, STEPS + 1):
        time.sleep(milliseconds / STEPS / 1000)
        self.update_state(state="PROGRESS", meta={"done": step, "of": STEPS})
        report(What.PROGRESS, own_name(), order, done=step, of=STEPS)
    return f"{order} is cooked"


@shared_task(
    base=Reporting,
    bind=True,
    name="bill",
    autoretry_for=(CardReaderDown,),  # these errors only; any other ends the task
    max_retries=RETRIES,
    retry_backoff=1,  # seconds before the first retry, then twice as long each time
    retry_jitter=False,  # usually on, so that many tasks do not come back at once; off, so that it can be checked
)
def bill(self: "Task[..., str]", order: str, failures: int) -> str:
    """Bill an order. The card reader is down for the first `failures` attempts."""
    begin(self)
    if self.request.retries < failures:
        report(What.FAILED, own_name(), order, queue=QUEUE, attempt=self.request.retries + 1)
        raise CardReaderDown
    return f"{order} is paid"


@shared_task(base=Reporting, bind=True, name="tick")
def tick(self: "Task[..., str]") -> str:
    """Look at the clock: Beat sends this every second."""
    begin(self)
    return "the clock was looked at"


def kitchen(url: str, prefix: str) -> Celery:
    """Give a fresh application that keeps to keys with `prefix`, so that many can share one Redis."""
    app = Celery("kitchen", broker=url, backend=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        result_serializer="json",
        task_default_queue=QUEUE,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
        broker_transport_options={"global_keyprefix": prefix},
        result_backend_transport_options={"global_keyprefix": prefix},
        beat_schedule={"every second": {"task": "tick", "schedule": 1.0}},
    )
    return app


def begin(task: "Task[..., str]") -> None:
    """Tell that the work on a message begins in this process."""
    attempt, redelivered = task.request.retries + 1, int(bool((task.request.delivery_info or {}).get("redelivered")))
    report(What.DELIVERED, own_name(), name_of(task), queue=QUEUE, redelivered=redelivered)
    report(What.STARTED, own_name(), name_of(task), queue=QUEUE, attempt=attempt, pid=os.getpid())


def name_of(task: "Task[..., str]") -> str:
    """Give the message id: the first argument, or for a tick of the clock the beginning of the task's id."""
    return str(task.request.args[0]) if task.request.args else tick_name(str(task.request.id))


def tick_name(task_id: str) -> str:
    """Give the message id of a tick."""
    return f"tick-{task_id[:8]}"
