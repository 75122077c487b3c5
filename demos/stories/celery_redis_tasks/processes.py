"""What `celery -A demos.stories.celery_redis_tasks.processes` loads, in the worker and in Beat."""

import os
from typing import Any

from celery.signals import after_task_publish, before_task_publish, worker_ready

from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_redis_tasks.kitchen import QUEUE, kitchen, tick_name

app = kitchen(os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"])


@worker_ready.connect
def joined(**_: Any) -> None:
    """Tell that the worker takes tasks now."""
    report(What.JOINED, own_name(), pid=os.getpid())


@before_task_publish.connect(sender="tick")
def ticking(headers: dict[str, Any], **_: Any) -> None:
    """Tell that Beat is about to send a task."""
    report(What.TICK, own_name(), tick_name(headers["id"]), queue=QUEUE)


@after_task_publish.connect(sender="tick")
def ticked(headers: dict[str, Any], **_: Any) -> None:
    """Tell that Redis stored the task."""
    report(What.ACCEPTED, QUEUE, tick_name(headers["id"]))
