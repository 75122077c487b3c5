"""Celery applications come and go with the runs; nothing of one stays in the process that made it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from celery import Celery
from celery.backends.redis import RedisBackend
from celery.backends.rpc import RPCBackend
from kombu import pools


@contextmanager
def closing(app: Celery) -> Iterator[Celery]:
    """Give `app`, and close on leaving every connection that it opened."""
    try:
        yield app
    finally:
        _close_results(app)
        _close_pools(app)
        app.close()


def _close_pools(app: Celery) -> None:
    # Kombu keeps its pools for the whole process, by connection: an app that is gone would stay in there.
    connection = app.connection_for_write()
    groups: tuple[Any, ...] = (pools.producers, pools.connections)
    for group in groups:
        group[connection].force_close_all()
        del group[connection]


def _close_results(app: Celery) -> None:
    backend = cast(Any, app.backend)
    if isinstance(app.backend, RedisBackend):
        backend.result_consumer.stop()
        backend.client.connection_pool.disconnect()
    if isinstance(app.backend, RPCBackend):
        # Nothing is open before a result was waited for, and Celery does not look.
        with suppress(AttributeError):
            backend.result_consumer.stop()
