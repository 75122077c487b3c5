"""Everybody shares one warm broker, and it is there when it is needed."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from redis import Redis

from backends.contract import Broker, Endpoint, Finding, Phase, Setup, Tell, tell_nobody
from backends.embedded import Embedded
from backends.errors import Lost, NotReady, Unavailable
from backends.probe import answers
from backends.warm import Warm
from tests.leftovers import eventually


class Counting:
    """The embedded server, counted; the first `failures` openings fail."""

    name = "embedded"

    def __init__(self, failures: int = 0) -> None:
        self.opened = 0
        self._failures = failures
        self._embedded = Embedded()

    def find(self, broker: Broker) -> Finding:
        return self._embedded.find(broker)

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:  # noqa: ARG002
        self.opened += 1
        if self.opened <= self._failures:
            raise NotReady("Not this time.")
        with self._embedded.open(broker, tell=tell) as endpoint:
            yield endpoint


class Endless:
    """A backend whose broker never gets ready."""

    name = "endless"

    def find(self, broker: Broker) -> Finding:
        return Finding(backend=self.name, broker=broker, usable=True, reason="It says so.")

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:  # noqa: ARG002
        eventually(lambda: bool(tell(Phase.WAITING)), seconds=60)  # type: ignore[func-returns-value]
        yield Endpoint(broker=broker, backend=self.name, url="", address="", version="", origin="")


def _process_id(endpoint: Endpoint) -> int:
    with Redis.from_url(endpoint.url) as client:
        return int(client.info("server")["process_id"])


def test_ten_visitors_at_once_share_one_broker() -> None:
    backend = Counting()
    with Warm([backend]) as warm, ThreadPoolExecutor(10) as visitors:
        endpoints = list(visitors.map(lambda _: warm.endpoint(Broker.REDIS), range(10)))

        assert len(set(endpoints)) == 1
    assert backend.opened == 1
    assert not answers(endpoints[0].url)


def test_a_broker_that_was_opened_early_is_there_at_once() -> None:
    with Warm([Embedded()]) as warm:
        assert warm.look(Broker.REDIS).phase is None
        warm.start(Broker.REDIS)
        assert eventually(lambda: warm.look(Broker.REDIS).phase is Phase.READY)
        asked = time.monotonic()
        endpoint = warm.endpoint(Broker.REDIS)

        assert time.monotonic() - asked < 0.5
        assert warm.look(Broker.REDIS).endpoint == endpoint
        assert warm.look(Broker.REDIS).failure is None


def test_a_failure_is_told_to_everybody_and_the_next_one_tries_again() -> None:
    backend = Counting(failures=1)
    with Warm([backend]) as warm:
        warm.start(Broker.REDIS)
        assert eventually(lambda: warm.look(Broker.REDIS).phase is Phase.FAILED)
        assert str(warm.look(Broker.REDIS).failure) == "Not this time."

        assert warm.endpoint(Broker.REDIS).backend == "embedded"
        assert warm.look(Broker.REDIS).failure is None
    assert backend.opened == 2


def test_where_no_backend_has_the_broker_the_reason_is_raised() -> None:
    with Warm([Embedded()]) as warm, pytest.raises(Unavailable, match="No Python package carries a RabbitMQ"):
        warm.endpoint(Broker.RABBITMQ)


def test_a_broker_that_died_is_replaced() -> None:
    with Warm([Embedded()]) as warm:
        first = warm.endpoint(Broker.REDIS)
        os.kill(_process_id(first), signal.SIGKILL)
        assert eventually(lambda: not answers(first.url))
        second = warm.endpoint(Broker.REDIS)

        assert second.url != first.url
        assert answers(second.url)


def test_closing_twice_is_harmless_and_ends_the_broker() -> None:
    warm = Warm([Embedded()])
    endpoint = warm.endpoint(Broker.REDIS)
    warm.close()
    warm.close()

    assert not answers(endpoint.url)
    with pytest.raises(Lost, match="closing"):
        warm.endpoint(Broker.REDIS)


def test_closing_does_not_wait_for_a_broker_that_never_gets_ready() -> None:
    warm = Warm([Endless()])
    warm.start(Broker.REDIS)
    assert eventually(lambda: warm.look(Broker.REDIS).phase is Phase.WAITING)
    asked = time.monotonic()
    warm.close()

    assert time.monotonic() - asked < 2


def test_runs_get_places_of_their_own_in_the_shared_broker() -> None:
    with (
        Warm([Embedded()]) as warm,
        warm.space(Broker.REDIS, "aaaa") as one,
        warm.space(Broker.REDIS, "bbbb") as other,
    ):
        assert one.endpoint == other.endpoint
        assert (one.prefix, other.prefix) == ("run-aaaa:", "run-bbbb:")


def test_a_private_broker_is_another_one_and_goes() -> None:
    with Warm([Embedded()]) as warm:
        shared = warm.endpoint(Broker.REDIS)
        with warm.private(Broker.REDIS, Setup()) as private:
            assert private.address != shared.address
        assert not answers(private.url)
        assert answers(shared.url)
