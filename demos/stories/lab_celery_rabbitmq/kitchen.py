"""The application on RabbitMQ, with what it takes to lose nothing when a worker or RabbitMQ is killed."""

import os

from celery import Celery
from kombu import Exchange, Queue

from demos.celery_apps import on_rabbitmq
from demos.lab import cooking
from demos.lab.shop import QUEUE

__all__ = ["cooking", "kitchen", "kitchen_of_this_process"]


def kitchen(url: str) -> Celery:
    """Give a fresh application for the vhost in `url`; `delay()` returns when RabbitMQ has confirmed the task."""
    return on_rabbitmq(
        url,
        queue=QUEUE,
        # A quorum queue behind a topic exchange lets retries wait in the broker and not in the worker.
        task_queues=[
            Queue(QUEUE, Exchange(QUEUE, type="topic"), routing_key=QUEUE, queue_arguments={"x-queue-type": "quorum"})
        ],
        task_default_exchange=QUEUE,
        task_default_exchange_type="topic",
        task_default_routing_key=QUEUE,
        # A task is acknowledged when it is done, also when its process dies in the middle.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
    )


def kitchen_of_this_process() -> Celery:
    """Give the application of a worker or the shop: on the RabbitMQ that the environment names."""
    return kitchen(os.environ["QUEUEWISE_RABBITMQ_URL"])
