"""How the Celery lanes tell what they do. None of it is needed where nobody watches."""

from collections.abc import Sequence
from typing import Any

from celery import Task
from celery.signals import after_task_publish, before_task_publish

from demos import celery_apps
from demos.events import What
from demos.report import own_name, report
from demos.stories.three_lanes.steps import message_id


class Reporting(Task):  # type: ignore[type-arg]  # Celery's class is generic for type checkers only
    """A task that tells when it failed, will be tried again, or is done and what follows it was sent."""

    def on_retry(self, *_: Any) -> None:
        """Called by Celery when the next attempt is on its way."""
        attempt = self.request.retries + 1
        report(What.FAILED, own_name(), message_of(self), queue=queue_of(self), attempt=attempt)
        delay = self.default_retry_delay
        report(What.RETRYING, own_name(), message_of(self), queue=queue_of(self), attempt=attempt, delay=delay)

    def on_success(self, *_: Any) -> None:
        """Called by Celery after the next step of the chain was sent."""
        attempt = self.request.retries + 1
        report(What.EXECUTED, own_name(), message_of(self), queue=queue_of(self), attempt=attempt)


def begin_here(task: "Task[..., Any]") -> int:
    """Tell that the work begins; give the number of the attempt, from 1."""
    return celery_apps.begin(task, message_of(task), queue=queue_of(task))


def message_of(task: "Task[..., Any]") -> str:
    """Give the id of the message that asked for this step."""
    return _message(task.name, task.request.args or ())


def queue_of(task: "Task[..., Any]") -> str:
    """Give the queue of the lane."""
    return str(task.app.conf.task_default_queue)


def own_lane() -> str:
    """Give the lane of this process: the name of a worker begins with it."""
    return own_name().rpartition("-worker-")[0]


def begin_to_tell() -> None:
    """Have this process, a worker, tell what it sends."""
    before_task_publish.connect(_sending)
    after_task_publish.connect(_sent)


def _sending(sender: str, headers: dict[str, Any], body: Any, **_: Any) -> None:
    # An attempt that follows a failed one is the same message once more.
    if not headers["retries"]:
        report(What.SENT, own_name(), _message(sender, body[0]), queue=f"{own_lane()}-orders")


def _sent(sender: str, headers: dict[str, Any], body: Any, **_: Any) -> None:
    if not headers["retries"]:
        taken = What.ACCEPTED if own_lane() == "celery_redis" else What.CONFIRMED
        report(taken, own_name(), _message(sender, body[0]))


def _message(task: str, arguments: Sequence[Any]) -> str:
    return message_id(own_lane(), str(arguments[0]), task.rpartition(".")[2])
