"""How tasks of Celery tell what they do. The shop works without it, in silence."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

from celery import Task
from celery.signals import after_task_publish, before_task_publish, worker_ready

from .report import report
from .steps import message_id


class Reporting(Task):  # type: ignore[type-arg]  # Celery's class is generic for type checkers only
    """A task that tells when it failed, will be tried again, is given up, or is done and what follows it was sent."""

    def on_retry(self, *_: Any) -> None:
        """Called by Celery when the next attempt is on its way."""
        self._tell("failed")
        self._tell("retrying", delay=self.default_retry_delay)

    def on_failure(self, *_: Any) -> None:
        """Called by Celery when there will be no other attempt."""
        self._tell("failed")
        self._tell("discarded", reason="attempts")

    def on_success(self, *_: Any) -> None:
        """Called by Celery after the next step of the chain was sent."""
        self._tell("executed")

    def _tell(self, what: str, **detail: str | int | float) -> None:
        report(what, _of(self), queue=_queue(self), attempt=self.request.retries + 1, **detail)


def begin(task: "Task[..., Any]") -> int:
    """Tell that the work begins; give the number of the attempt, from 1."""
    attempt, redelivered = task.request.retries + 1, int(bool((task.request.delivery_info or {}).get("redelivered")))
    report("delivered", _of(task), queue=_queue(task), redelivered=redelivered)
    report("started", _of(task), queue=_queue(task), attempt=attempt, pid=os.getpid())
    return attempt


def begin_to_tell(*, queue: str, taken: str) -> None:
    """Have this process tell what it sends to `queue`, that the broker has `taken` it, and that it is ready to work."""
    before_task_publish.connect(partial(_sent, "sent", queue=queue), weak=False)
    after_task_publish.connect(partial(_sent, taken), weak=False)
    worker_ready.connect(_joined)


def _sent(what: str, sender: str, headers: dict[str, Any], body: Any, queue: str = "", **_: Any) -> None:
    # An attempt that follows a failed one is the same message once more.
    if not headers["retries"]:
        report(what, _message(sender, body[0]), **({"queue": queue} if queue else {}))


def _joined(**_: Any) -> None:
    report("joined", pid=os.getpid())


def _of(task: "Task[..., Any]") -> str:
    return _message(task.name, task.request.args or ())


def _queue(task: "Task[..., Any]") -> str:
    return str(task.app.conf.task_default_queue)


def _message(task: str, arguments: Sequence[Any]) -> str:
    return message_id(str(arguments[0]), task.rpartition(".")[2])
