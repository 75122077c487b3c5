"""What `celery -A demos.stories.celery_rabbitmq_crash.processes worker` loads: each worker is its own process."""

import os
from typing import Any

from celery.signals import worker_ready

from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_rabbitmq_crash.kitchen import kitchen

app = kitchen(os.environ["QUEUEWISE_RABBITMQ_URL"])


@worker_ready.connect
def joined(**_: Any) -> None:
    """Tell that the worker takes tasks now."""
    report(What.JOINED, own_name(), pid=os.getpid())
