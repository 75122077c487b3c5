"""What `celery -A demos.stories.foreign_messages.processes worker` loads: one task, and what is told of all others."""

from typing import Any

from celery import Task, shared_task
from celery.signals import task_rejected, task_unknown
from kombu.message import Message

from demos.celery_apps import begin, of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.foreign_messages.foreign import QUEUE, TASK

app = of_this_process(queue=QUEUE)


@shared_task(bind=True, name=TASK)
def serve(self: "Task[..., None]", order: str) -> None:
    """Serve an order."""
    attempt = begin(self, order, queue=QUEUE)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)


@task_unknown.connect
def unknown(message: Message, name: str, **_: Any) -> None:
    """Called by Celery when it was asked for a task that nobody wrote."""
    report(What.DISCARDED, own_name(), id_of(message), queue=QUEUE, reason="unknown task", name=name)


@task_rejected.connect
def rejected(message: Message, exc: Exception | None, **_: Any) -> None:
    """Called by Celery when a message is no task at all, or is written in a way that is not accepted."""
    reason = type(exc).__name__ if exc else "no task"
    report(What.DISCARDED, own_name(), id_of(message), queue=QUEUE, reason=reason)


def id_of(message: Message) -> str:
    """Give the id that the sender gave to the message."""
    return str(message.properties.get("message_id") or message.headers.get("id"))
