"""Celery with RabbitMQ: the settings."""

from typing import Any

from celery import Celery
from kombu import Exchange, Queue

from .settings import number, switch

QUEUE, DEAD = "celery_rabbitmq-orders", "celery_rabbitmq-dead"


def kitchen(url: str, *, results: str | None = None) -> Celery:
    """Give a fresh application for the vhost in `url`, with a result store if one is named."""
    app = Celery("kitchen", broker=url, backend=results, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        task_ignore_result=results is None,
        task_default_queue=QUEUE,
        # A quorum queue behind a topic exchange lets retries wait in the broker and not in the worker.
        task_queues=[Queue(QUEUE, Exchange(QUEUE, type="topic"), routing_key=QUEUE, queue_arguments=arguments())],
        task_default_exchange=QUEUE,
        task_default_exchange_type="topic",
        task_default_routing_key=QUEUE,
        # A task is acknowledged when it is done, also when its process dies in the middle.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=switch("cancel_on_connection_loss"),
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
        broker_transport_options={"confirm_publish": True},
    )
    return app


def arguments() -> dict[str, Any]:
    """Give what the queue is declared with. A task that was handed out too often is set aside and not dropped."""
    set_aside = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": DEAD}
    if milliseconds := number("consumer_timeout", otherwise=0):
        return {"x-queue-type": "quorum", **set_aside, "x-consumer-timeout": milliseconds}
    return {"x-queue-type": "quorum", **set_aside}


def declare_dead(app: Celery) -> None:
    """Make the queue for what is set aside; nobody consumes it."""
    with app.connection_for_write() as connection, connection.channel() as channel:
        Queue(DEAD, queue_arguments={"x-queue-type": "quorum"})(channel).queue_declare()
