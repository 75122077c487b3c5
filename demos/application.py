"""Celery applications come and go with the runs; nothing of one stays in the process that made it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from celery import Celery
from celery.backends.redis import RedisBackend
from celery.backends.rpc import RPCBackend
from kombu import Connection, pools
from kombu.connection import ConnectionPool

from demos.results import never_missed

_TRIES = 3


class _Pool(ConnectionPool):
    """Kombu would send a remote control command again for ever if the broker dies before it has confirmed it."""

    def new(self) -> Any:
        connection = cast(Any, super().new())
        connection.ensure = _bounded(connection.ensure)
        return connection


class _Connection(Connection):
    def Pool(self, limit: int | None = None, **more: Any) -> ConnectionPool:  # noqa: N802  # Kombu's name
        return _Pool(self, limit, **more)


@contextmanager
def closing(app: Celery) -> Iterator[Celery]:
    """Give `app`, which gives a dead broker up within seconds, and close on leaving every connection that it opened."""
    app.amqp.Connection = _Connection
    never_missed(app)
    try:
        yield app
    finally:
        _close_results(app)
        _close_pools(app)
        app.close()


def _bounded(ensure: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **options: ensure(*arguments, **{"max_retries": _TRIES, **options})


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
        # A result that is forgotten later would open the connection again, and try so for 20 seconds.
        backend.result_consumer.subscribed_to.clear()
        backend.client.connection_pool.disconnect()
    if isinstance(app.backend, RPCBackend):
        # Nothing is open before a result was waited for, and Celery does not look.
        with suppress(AttributeError):
            backend.result_consumer.stop()
