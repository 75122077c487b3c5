"""The task of the labs on Celery: an order is cooked, tried again if it cannot be, and given up in the end."""

from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.lab.shop import QUEUE
from demos.lab.slowness import work
from demos.report import own_name, report

TASK = "lab.cook"
ATTEMPTS = 3


class CannotBeCooked(Exception):
    """There is no such dish, and there never will be."""


class Cooking(Task):  # type: ignore[type-arg]  # Celery's class is generic for type checkers only
    """A task that tells how it ended."""

    def on_success(self, *_: Any) -> None:
        """Called by Celery when it is done."""
        self._tell(What.EXECUTED)

    def on_retry(self, *_: Any) -> None:
        """Called by Celery when the next attempt is on its way."""
        self._tell(What.FAILED)
        self._tell(What.RETRYING, delay=self.default_retry_delay)

    def on_failure(self, *_: Any) -> None:
        """Called by Celery when there will be no other attempt: the message is acknowledged and gone."""
        self._tell(What.FAILED)
        self._tell(What.DISCARDED, reason=f"given up after {ATTEMPTS} attempts")

    def _tell(self, what: What, **detail: str | int | float) -> None:
        order, attempt = str((self.request.args or ("",))[0]), self.request.retries + 1
        report(what, own_name(), order, queue=QUEUE, attempt=attempt, **detail)


@shared_task(
    base=Cooking,
    bind=True,
    name=TASK,
    autoretry_for=(CannotBeCooked,),
    max_retries=ATTEMPTS - 1,
    default_retry_delay=1,
)
def cook(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Cook an order. Doing it twice must be harmless: after a crash it happens."""
    begin(self, order, queue=QUEUE)
    work(milliseconds)
    if order.startswith("poison"):
        raise CannotBeCooked(order)
