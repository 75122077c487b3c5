"""Celery with Redis: the settings."""

from celery import Celery

from .settings import number

QUEUE = "celery_redis-orders"
VISIBILITY_SECONDS, LOOK_SECONDS = 3600, 10
"""When a task that was handed out and not acknowledged is handed out again, and how often that is looked after."""


def kitchen(url: str, *, prefix: str = "") -> Celery:
    """Give a fresh application that keeps to keys with `prefix`."""
    app = Celery("kitchen", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        task_ignore_result=True,
        task_default_queue=QUEUE,
        # A task is acknowledged when it is done, also when its process dies in the middle.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
        broker_transport_options={
            "global_keyprefix": prefix,
            "visibility_timeout": number("visibility_timeout", otherwise=VISIBILITY_SECONDS),
            "unacked_restore_interval": number("restore_every", otherwise=LOOK_SECONDS),
            "unacked_restore_throttle": 1,
        },
    )
    return app
