"""What `celery -A demos.stories.celery_results.processes worker` loads; a worker's name says its queue."""

from typing import Any

from celery import Task
from celery.signals import task_prerun, task_success

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_results.kitchen import KEPT, kept_here, replied_here

queue = own_name().removesuffix("-worker")
app = kept_here() if queue == KEPT else replied_here()


@task_prerun.connect
def begun(task: "Task[..., Any]", args: tuple[str, ...], **_: Any) -> None:
    """Tell that the work on a task begins."""
    begin(task, args[0], queue=queue)


@task_success.connect
def completed(sender: "Task[..., Any]", **_: Any) -> None:
    """Tell that a task is done. Celery has handed its result over by then."""
    report(What.EXECUTED, own_name(), sender.request.id, queue=queue, attempt=1)
