"""What `celery -A demos.stories.celery_calling.processes worker` loads, and what it tells of every task."""

from typing import Any

from celery import Task
from celery.signals import task_failure, task_prerun, task_success

from demos.celery_apps import begin, of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_calling.kitchen import QUEUE, SETTINGS

app = of_this_process(**SETTINGS)


@task_prerun.connect
def begun(task: "Task[..., Any]", args: tuple[str, ...], **_: Any) -> None:
    """Tell that the work on a task begins."""
    begin(task, args[0], queue=QUEUE)


@task_success.connect
def completed(sender: "Task[..., Any]", **_: Any) -> None:
    """Tell that a task is done."""
    (order,) = sender.request.args or ("",)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=1)


@task_failure.connect
def ended(args: tuple[str, ...], exception: Exception, **_: Any) -> None:
    """Tell with which error a task ended; nobody will try it again."""
    reason = type(exception).__name__
    report(What.FAILED, own_name(), args[0], queue=QUEUE, attempt=1, reason=reason)
    report(What.DISCARDED, own_name(), args[0], queue=QUEUE, reason=reason)
