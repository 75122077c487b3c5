"""What `celery -A demos.celery_rabbitmq_crash.processes worker` loads: each worker is its own process."""

import os
from typing import Any

from celery.signals import worker_ready

from demos.celery_rabbitmq_crash.kitchen import kitchen
from demos.events import What
from demos.report import own_name, report

app = kitchen(os.environ["QUEUEWISE_RABBITMQ_URL"])


@worker_ready.connect
def joined(**_: Any) -> None:
    """Tell that the worker takes tasks now."""
    report(What.JOINED, own_name(), pid=os.getpid())
