"""Brokers that the tests of the demos share, from each place where a broker can come from."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from backends.containers import Containers
from backends.contract import Backend, Broker, Endpoint
from backends.local import Local
from backends.warm import Warm
from demos.run import Snapshot, Status
from tests.brokers.demos.watching import watched

Needs = {
    "containers": {Broker.RABBITMQ: "rabbitmq_image", Broker.REDIS: "redis_image"},
    "local": {Broker.RABBITMQ: "rabbitmq_server", Broker.REDIS: "redis_server"},
}

TRIES = 3


def _backend(name: str) -> Backend:
    return Containers.from_environment() if name == "containers" else Local()


@pytest.fixture(scope="session")
def warm_brokers() -> Iterator[dict[str, Warm]]:
    """One warm broker of each kind and place, opened by the first test that needs it."""
    with ExitStack() as opened:
        yield {name: opened.enter_context(Warm([_backend(name)])) for name in Needs}


@pytest.fixture(params=list(Needs))
def warm(request: pytest.FixtureRequest, warm_brokers: dict[str, Warm]) -> Warm:
    """Brokers in containers, then as local processes."""
    for need in Needs[request.param].values():
        request.getfixturevalue(need)
    return warm_brokers[request.param]


@pytest.fixture
def contained(rabbitmq_image: str, redis_image: str, warm_brokers: dict[str, Warm]) -> Warm:
    """Brokers in containers."""
    assert rabbitmq_image
    assert redis_image
    return warm_brokers["containers"]


@pytest.fixture(scope="session")
def shown(rabbitmq_image: str, redis_image: str, warm_brokers: dict[str, Warm]) -> Callable[[str], Snapshot]:
    """Gives the finished run of a demo, made once, for tests that only read it; anew if it is void."""
    assert rabbitmq_image
    assert redis_image

    @cache
    def run_once(id_: str) -> Snapshot:
        for _ in range(TRIES):
            run = watched(id_, warm_brokers["containers"].space).run
            run.live()
            if run.status is not Status.VOID:
                break
        return run.snapshot()

    return run_once


@pytest.fixture
def own_broker(request: pytest.FixtureRequest) -> Iterator[Callable[[Broker], Endpoint]]:
    """Gives a broker in a container that nobody shares, for tests that kill it."""
    with ExitStack() as opened:

        def give(broker: Broker) -> Endpoint:
            request.getfixturevalue(Needs["containers"][broker])
            return opened.enter_context(Containers.from_environment().open(broker))

        yield give
