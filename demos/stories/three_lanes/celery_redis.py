"""Celery with Redis: the settings."""

from celery import Celery

QUEUE = "celery_redis-orders"
VISIBILITY_SECONDS = 4
"""When a task that was handed out and not acknowledged is handed out again. By default it is 3600."""


def kitchen(url: str, prefix: str) -> Celery:
    """Give a fresh application that keeps to keys with `prefix`, so that many can share one Redis."""
    app = Celery("kitchen", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],  # never pickle: it runs whatever it is sent
        task_serializer="json",
        task_ignore_result=True,
        task_default_queue=QUEUE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=False,
        broker_transport_options={
            "global_keyprefix": prefix,
            "visibility_timeout": VISIBILITY_SECONDS,
            # How often that is looked after; by default every 10 x 10 seconds.
            "unacked_restore_interval": 1,
            "unacked_restore_throttle": 1,
        },
    )
    return app
