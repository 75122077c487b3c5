"""Notices that a broker died while a run was only waiting."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from threading import RLock

import pika
import redis
from kombu.exceptions import OperationalError
from pika.adapters.blocking_connection import BlockingConnection
from pika.exceptions import AMQPError

from backends.contract import Broker, Space
from backends.trouble import trouble_of
from demos.errors import BrokerGone

SECONDS = 2.0
"""How long a broker may take to answer before it counts as gone."""

_TRIES = 4
_PAUSE = 0.25

BROKEN = (AMQPError, redis.RedisError, OperationalError, OSError)
"""What the clients raise when their broker goes away under them."""


class Pulse:
    """Connections of its own to the shared brokers of a run, opened at the first `check`.

    A private broker is not felt: it may be down because the demo broke it.
    """

    def __init__(self, spaces: Mapping[str, Space], opened: ExitStack) -> None:
        self._spaces = tuple(space for space in spaces.values() if space.endpoint.control is None)
        self._opened = opened
        # Parts of a story that wait in threads of their own feel the same connections.
        self._turn = RLock()
        self._rabbitmq: BlockingConnection | None = None
        self._redis: redis.Redis | None = None

    def check(self) -> None:
        """Ask every broker for a sign of life.

        Raises:
            BrokerGone: one did not answer within two seconds.
        """
        for space in self._spaces:
            try:
                with self._turn:
                    self._feel_rabbitmq(space) if space.endpoint.broker is Broker.RABBITMQ else self._feel_redis(space)
            except BROKEN:
                raise BrokerGone(space.endpoint.address, trouble_of(space.endpoint)) from None

    def make_sure(self) -> None:
        """Ask again, by new connections and for a second: a broker that is being killed may die slowly.

        Raises:
            BrokerGone: as `check` does.
        """
        for _ in range(_TRIES):
            self._rabbitmq = self._redis = None
            self.check()
            time.sleep(_PAUSE)

    def _feel_rabbitmq(self, space: Space) -> None:
        if self._rabbitmq is None:
            parameters = pika.URLParameters(space.url)
            parameters.socket_timeout = parameters.stack_timeout = parameters.blocked_connection_timeout = SECONDS
            self._rabbitmq = BlockingConnection(parameters)
            self._opened.callback(_close, self._rabbitmq)
        self._rabbitmq.process_data_events(time_limit=0)

    def _feel_redis(self, space: Space) -> None:
        if self._redis is None:
            self._redis = redis.Redis.from_url(space.url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
            self._opened.callback(self._redis.close)
        self._redis.ping()


@contextmanager
def pulse(spaces: Mapping[str, Space]) -> Iterator[Pulse]:
    """Give a pulse, and close its connections on leaving."""
    with ExitStack() as opened:
        yield Pulse(spaces, opened)


def _close(connection: BlockingConnection) -> None:
    # A connection whose broker died complains on closing. There is nothing left to close then.
    with suppress(*BROKEN):
        connection.close()
