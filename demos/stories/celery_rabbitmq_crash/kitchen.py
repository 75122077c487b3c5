"""The restaurant on RabbitMQ, with every setting that makes it lose nothing when a worker dies."""

import os
import time

from celery import Celery, Task, shared_task
from kombu import Exchange, Queue

from demos.events import What
from demos.report import own_name, report

QUEUE = "orders"


@shared_task(bind=True, name="deliver", acks_late=True, reject_on_worker_lost=True)
def deliver(self: "Task[..., None]", order: str, milliseconds: int) -> None:
    """Carry an order to the customer. Doing it twice must be harmless: after a crash it happens."""
    redelivered = int(bool((self.request.delivery_info or {}).get("redelivered")))
    report(What.DELIVERED, own_name(), order, queue=QUEUE, redelivered=redelivered)
    report(What.STARTED, own_name(), order, queue=QUEUE, attempt=1 + redelivered, pid=os.getpid())
    time.sleep(milliseconds / 1000)
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=1 + redelivered)


def kitchen(url: str) -> Celery:
    """Give a fresh application for the vhost in `url`."""
    app = Celery("kitchen", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        task_ignore_result=True,  # this story needs none; a result store would be a third part to run
        # The queue is replicated where there are several nodes, and a topic exchange lets delayed tasks wait in
        # the broker. With a direct one they would wait in the worker and block it (Celery 5.7 on RabbitMQ 4).
        task_queues=[
            Queue(QUEUE, Exchange(QUEUE, type="topic"), routing_key=QUEUE, queue_arguments={"x-queue-type": "quorum"})
        ],
        task_default_queue=QUEUE,
        task_default_exchange=QUEUE,
        task_default_exchange_type="topic",
        task_default_routing_key=QUEUE,
        # The producer waits until the broker has written the task down.
        broker_transport_options={"confirm_publish": True},
        # A worker takes one task, and the broker forgets it only when it is done.
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
    )
    return app
