"""The same bill with three policies, two of which are nothing but settings."""

from typing import Any

from celery import Task, shared_task

TASKS, PLAIN = "tasks", "plain"
MAX_RETRIES = 2
BACKOFF = 1
"""Seconds before the first retry; twice as long before each further one."""

SETTINGS: dict[str, Any] = {"queue": TASKS, "task_routes": {"autoretry.plain": {"queue": PLAIN}}}


class CardReaderDown(Exception):
    """The card reader does not answer. It will, a little later."""


class WrongCard(Exception):
    """The card is not the customer's. It will not be later, either."""


POLICY: dict[str, Any] = {
    "autoretry_for": (CardReaderDown,),  # any other error ends the task
    "max_retries": MAX_RETRIES,
    "retry_backoff": BACKOFF,
}


@shared_task(bind=True, name="autoretry.exact", **POLICY, retry_jitter=False)
def exact(self: "Task[..., None]", _bill: str, down: int, *, wrong: bool = False) -> None:
    """Settle a bill, and try again after 1, 2, … seconds."""
    settle(self, down, wrong=wrong)


@shared_task(bind=True, name="autoretry.jitter", **POLICY)
def jitter(self: "Task[..., None]", _bill: str, down: int) -> None:
    """Settle a bill, and try again after a random time up to that, so that not all bills come back at once."""
    settle(self, down)


@shared_task(bind=True, name="autoretry.plain")
def plain(self: "Task[..., None]", _bill: str, down: int) -> None:
    """Settle a bill, and do about errors what Celery does when nobody asks for anything."""
    settle(self, down)


def settle(task: "Task[..., None]", down: int, *, wrong: bool = False) -> None:
    """Ask the card reader, which is down for the first `down` attempts."""
    if wrong:
        raise WrongCard
    if task.request.retries < down:
        raise CardReaderDown


def queue_of(bill: str) -> str:
    """Give the queue that a bill is sent to; its id begins with what becomes of it."""
    return PLAIN if bill.startswith(PLAIN) else TASKS
