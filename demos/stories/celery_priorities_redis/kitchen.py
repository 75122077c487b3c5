"""The kitchen on Redis, whose orders have priorities."""

from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

QUEUE = "tasks"
LEAST_FIRST = (9, 3, 2, 0)
"""The priorities in the order in which they are sent. On Redis 0 is the most urgent."""

LISTS = (0, 3, 6, 9)
"""The levels that have a list of their own, Kombu's default (`priority_steps`); 1 and 2 go into that of 0."""

SEPARATOR = "\x06\x16"
"""What Kombu puts between the name of a queue and its level, in the name of the list."""

SETTINGS: dict[str, Any] = {"queue": QUEUE, "task_ignore_result": True}


def list_of(priority: int) -> int:
    """Give the level of the list that a priority falls into."""
    return max(level for level in LISTS if level <= priority)


@shared_task(bind=True, name="priority.cook")
def cook(self: "Task[..., None]", order: str) -> None:
    """Cook an order, quickly: here only the sequence counts."""
    attempt = begin(self, order, queue=QUEUE)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
