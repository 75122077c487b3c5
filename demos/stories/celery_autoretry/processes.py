"""What `celery -A demos.stories.celery_autoretry.processes worker` loads, and what it tells of every attempt."""

from typing import Any, cast

from celery import Task
from celery.exceptions import Retry
from celery.signals import task_failure, task_prerun, task_retry, task_success

from demos.celery_apps import begin, of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_autoretry.kitchen import SETTINGS, CardReaderDown, queue_of

app = of_this_process(**SETTINGS)


@task_prerun.connect
def begun(task: "Task[..., Any]", args: tuple[str, ...], **_: Any) -> None:
    """Tell that an attempt begins."""
    begin(task, args[0], queue=queue_of(args[0]))


@task_success.connect
def completed(sender: "Task[..., Any]", **_: Any) -> None:
    """Tell that a bill is settled."""
    bill, attempt = _told(sender)
    report(What.EXECUTED, own_name(), bill, queue=queue_of(bill), attempt=attempt)


@task_retry.connect
def again(sender: "Task[..., Any]", reason: Retry, **_: Any) -> None:
    """Tell that an attempt failed, and in how many seconds Celery will try again."""
    bill, attempt = _told(sender)
    told: dict[str, Any] = {"queue": queue_of(bill), "attempt": attempt}
    report(What.FAILED, own_name(), bill, **told, reason=type(reason.exc).__name__)
    report(What.RETRYING, own_name(), bill, **told, delay=cast(float, reason.when))


@task_failure.connect
def ended(sender: "Task[..., Any]", exception: Exception, **_: Any) -> None:
    """Tell that an attempt failed, and whether there was a policy that says to end it here."""
    bill, attempt = _told(sender)
    queue, error = queue_of(bill), type(exception).__name__
    report(What.FAILED, own_name(), bill, queue=queue, attempt=attempt, reason=error)
    if getattr(sender, "autoretry_for", None):
        reason = "max_retries" if isinstance(exception, CardReaderDown) else f"{error} is not listed"
        report(What.DISCARDED, own_name(), bill, queue=queue, reason=reason)


def _told(task: "Task[..., Any]") -> tuple[str, int]:
    return str((task.request.args or ("",))[0]), task.request.retries + 1
