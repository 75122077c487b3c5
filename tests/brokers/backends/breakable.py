"""Private brokers from every place where one can come from."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from backends.containers import Containers
from backends.contract import Backend, Broker, Control, Endpoint, Setup
from backends.embedded import Embedded
from backends.local import Local

BACKENDS: Mapping[str, Callable[[], Backend]] = {
    "containers": Containers.from_environment,
    "local": Local,
    "embedded": Embedded,
}
NEEDS = {
    ("containers", Broker.RABBITMQ): "rabbitmq_image",
    ("containers", Broker.REDIS): "redis_image",
    ("local", Broker.RABBITMQ): "rabbitmq_server",
    ("local", Broker.REDIS): "redis_server",
}


class Private(NamedTuple):
    """A broker that can be broken."""

    endpoint: Endpoint
    control: Control


def backend(request: pytest.FixtureRequest, broker: Broker) -> Backend:
    """The backend that the test is run for, if this machine has what it needs."""
    if need := NEEDS.get((request.param, broker)):
        request.getfixturevalue(need)
    return BACKENDS[request.param]()


@contextmanager
def opened(backend: Backend, broker: Broker, setup: Setup | None = None) -> Iterator[Private]:
    """A private broker of that backend."""
    with backend.open(broker, setup=setup or Setup()) as endpoint:
        assert endpoint.control is not None
        yield Private(endpoint, endpoint.control)
