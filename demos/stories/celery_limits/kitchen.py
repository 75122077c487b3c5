"""A kitchen with tasks that take far too long, and a telephone that must not be used too often."""

import os
import time
from typing import Any

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from celery.signals import task_failure, task_revoked

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

KITCHEN, CALLS = "kitchen", "calls"
LIMIT_SECONDS = 1
FAR_TOO_LONG = 30.0
CALLS_PER_SECOND = 2
SOFT, HARD, REVOKED, TERMINATED = "soft time limit", "hard time limit", "revoked", "terminated"

SETTINGS: dict[str, Any] = {"queue": KITCHEN, "task_routes": {"limits.call": {"queue": CALLS}}}


@shared_task(bind=True, name="limits.cook")
def cook(self: "Task[..., None]", order: str, seconds: float = 0.0) -> None:
    """Cook an order that takes as long as it takes."""
    attempt = begin(self, order, queue=KITCHEN)
    time.sleep(seconds)
    report(What.EXECUTED, own_name(), order, queue=KITCHEN, attempt=attempt)


@shared_task(bind=True, name="limits.roast", soft_time_limit=LIMIT_SECONDS)
def roast(self: "Task[..., None]", order: str) -> None:
    """Roast for ever. The soft limit raises an error here, so that the oven can be switched off."""
    attempt = begin(self, order, queue=KITCHEN)
    try:
        time.sleep(FAR_TOO_LONG)
        report(What.EXECUTED, own_name(), order, queue=KITCHEN, attempt=attempt)
    except SoftTimeLimitExceeded:
        report(What.DISCARDED, own_name(), order, queue=KITCHEN, reason=SOFT, pid=os.getpid())


@shared_task(bind=True, name="limits.smoke", time_limit=LIMIT_SECONDS)
def smoke(self: "Task[..., None]", order: str) -> None:
    """Smoke for ever. The hard limit kills the process, which cannot do anything about it."""
    attempt = begin(self, order, queue=KITCHEN)
    time.sleep(FAR_TOO_LONG)
    report(What.EXECUTED, own_name(), order, queue=KITCHEN, attempt=attempt)


@shared_task(bind=True, name="limits.call", rate_limit=f"{CALLS_PER_SECOND}/s")
def call(self: "Task[..., None]", customer: str) -> None:
    """Call a customer, by a telephone of which each worker has its own."""
    attempt = begin(self, customer, queue=CALLS)
    report(What.EXECUTED, own_name(), customer, queue=CALLS, attempt=attempt)


@task_failure.connect
def killed_by_the_limit(exception: BaseException, args: list[Any], **_: Any) -> None:
    """Tell of a task whose process was killed. It is the worker that knows, in a process of its own."""
    if isinstance(exception, TimeLimitExceeded):
        report(What.DISCARDED, own_name(), str(args[0]), queue=KITCHEN, reason=HARD, pid=os.getpid())


@task_revoked.connect
def taken_back(request: Any, terminated: bool, **_: Any) -> None:
    """Tell of a task that was taken back, before it began or in the middle."""
    reason = TERMINATED if terminated else REVOKED
    report(What.DISCARDED, own_name(), str(request.args[0]), queue=KITCHEN, reason=reason, pid=os.getpid())
