"""What every test can ask for: brokers, a Docker engine and a browser that are really there."""

from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from tests import needs
from tests.own_engine import OwnEngine, own_engine

COSTLY_FOLDERS = ("brokers", "e2e")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with the costly folder that it lies in, so that `-m "not e2e"` leaves that folder out."""
    for item in items:
        for folder in COSTLY_FOLDERS:
            if folder in item.path.parent.parts:
                item.add_marker(folder)


@pytest.fixture(scope="session")
def docker_engine() -> Iterator[docker.DockerClient]:
    """A client of a Docker engine that answers."""
    with needs.docker_engine() as client:
        yield client


@pytest.fixture(scope="session")
def engine_with_redis(docker_engine: docker.DockerClient, redis_image: str) -> Iterator[OwnEngine]:
    """An engine of the tests' own that holds the Redis image."""
    needs.own_engine()
    with own_engine() as engine:
        engine.hold(redis_image, docker_engine)
        yield engine


@pytest.fixture
def breakable_engine(engine_with_redis: OwnEngine) -> OwnEngine:
    """That engine, running and without containers."""
    engine_with_redis.start()
    engine_with_redis.empty()
    return engine_with_redis


@pytest.fixture(scope="session")
def rabbitmq_image(docker_engine: docker.DockerClient) -> str:
    """The tag of a RabbitMQ image that the engine holds."""
    return needs.image(docker_engine, needs.RABBITMQ_IMAGE)


@pytest.fixture(scope="session")
def redis_image(docker_engine: docker.DockerClient) -> str:
    """The tag of a Redis image that the engine holds."""
    return needs.image(docker_engine, needs.REDIS_IMAGE)


@pytest.fixture(scope="session")
def rabbitmq_server() -> Path:
    """The RabbitMQ server of this machine."""
    return needs.rabbitmq_server()


@pytest.fixture(scope="session")
def redis_server() -> Path:
    """The Redis server of this machine."""
    return needs.redis_server()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser of this machine."""
    return needs.chromium()
