"""What `celery -A demos.stories.celery_canvas.processes worker` loads; it tells what the worker itself sends on."""

from typing import Any

from celery.signals import after_task_publish, before_task_publish, task_failure

from demos.celery_apps import of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_canvas.kitchen import SETTINGS, queue_of

app = of_this_process(**SETTINGS)


@before_task_publish.connect
def sending(headers: dict[str, Any], routing_key: str, **_: Any) -> None:
    """Tell that the next task of a chain, or the body of a chord, is about to be sent."""
    report(What.SENT, own_name(), headers["id"], queue=routing_key)


@after_task_publish.connect
def sent(headers: dict[str, Any], routing_key: str, **_: Any) -> None:
    """Tell that Redis has it."""
    report(What.ACCEPTED, routing_key, headers["id"])


@task_failure.connect
def failed(sender: Any, task_id: str, exception: Exception, **_: Any) -> None:
    """Tell that a task failed, and that nobody tries it again."""
    queue, error = queue_of(sender), type(exception).__name__
    report(What.FAILED, own_name(), task_id, queue=queue, attempt=1, reason=error)
    report(What.DISCARDED, own_name(), task_id, queue=queue, reason=error)
