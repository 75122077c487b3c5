"""Brokers that the tests of the backends share, and servers that accept and never answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backends.containers import Containers
from backends.contract import Broker, Endpoint
from backends.embedded import Embedded


@pytest.fixture(scope="session")
def rabbitmq(rabbitmq_image: str) -> Iterator[Endpoint]:
    """A RabbitMQ of ours in a container."""
    with Containers({Broker.RABBITMQ: rabbitmq_image}).open(Broker.RABBITMQ) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def redis() -> Iterator[Endpoint]:
    """A server of ours that speaks like Redis; it is always there."""
    with Embedded().open(Broker.REDIS) as endpoint:
        yield endpoint


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port on the loopback interface where everybody is accepted and nobody is answered."""
    with _silent(socket.AF_INET, ("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def silent_socket(tmp_path: Path) -> Iterator[Path]:
    """A Unix socket where everybody is accepted and nobody is answered."""
    path = tmp_path / "silent.sock"
    with _silent(socket.AF_UNIX, str(path)):
        yield path


@contextmanager
def _silent(family: socket.AddressFamily, address: str | tuple[str, int]) -> Iterator[socket.socket]:
    with socket.socket(family) as listener:
        listener.bind(address)
        listener.listen()
        yield listener
