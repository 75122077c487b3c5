"""Celery with RabbitMQ: the settings."""

from celery import Celery
from kombu import Exchange, Queue

QUEUE = "celery_rabbitmq-orders"


def kitchen(url: str) -> Celery:
    """Give a fresh application for the vhost in `url`."""
    app = Celery("kitchen", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        task_ignore_result=True,
        task_default_queue=QUEUE,
        # A quorum queue behind a topic exchange lets retries wait in the broker and not in the worker.
        task_queues=[
            Queue(QUEUE, Exchange(QUEUE, type="topic"), routing_key=QUEUE, queue_arguments={"x-queue-type": "quorum"})
        ],
        task_default_exchange=QUEUE,
        task_default_exchange_type="topic",
        task_default_routing_key=QUEUE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
        broker_transport_options={"confirm_publish": True},
    )
    return app
