"""What `celery -A demos.stories.celery_beat.processes` loads, in the worker and in every Beat."""

import os
from typing import Any

from celery import Task
from celery.signals import after_task_publish, beat_init, before_task_publish, task_prerun, task_success

from demos.celery_apps import begin, of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_beat.kitchen import QUEUE, SETTINGS, WORK, EverySecond, beat_schedule

app = of_this_process(**SETTINGS, beat_schedule=beat_schedule(int(os.environ[WORK])))


@beat_init.connect
def joined(**_: Any) -> None:
    """Tell that a Beat is there."""
    report(What.JOINED, own_name(), pid=os.getpid())


@before_task_publish.connect
def ticking(sender: str, headers: dict[str, Any], **_: Any) -> None:
    """Tell that this Beat is about to send a job, and write on it for which slot."""
    headers["slot"] = f"{sender}-{EverySecond.slot}"
    report(What.TICK, own_name(), headers["slot"], queue=QUEUE)


@after_task_publish.connect
def ticked(headers: dict[str, Any], **_: Any) -> None:
    """Tell that Redis has it."""
    report(What.ACCEPTED, QUEUE, headers["slot"], beat=own_name())


@task_prerun.connect
def begun(task: "Task[..., Any]", **_: Any) -> None:
    """Tell that the work on a job begins."""
    begin(task, slot_of(task), queue=QUEUE)


@task_success.connect
def completed(sender: "Task[..., Any]", **_: Any) -> None:
    """Tell that a job is done."""
    report(What.EXECUTED, own_name(), slot_of(sender), queue=QUEUE, attempt=1)


def slot_of(task: "Task[..., Any]") -> str:
    """Give what the Beat wrote on it."""
    return str(task.request.get("slot"))
