"""A private RabbitMQ is really broken and really repaired, in a container and as a local process."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError, ConnectionBlockedTimeout

from backends.contract import Ability, Broker
from backends.errors import FaultFailed
from backends.probe import answers
from tests.brokers.backends.breakable import BACKENDS, NEEDS, Private, backend, opened
from tests.leftovers import eventually, processes_under

MEGABYTE = 1024 * 1024
PERSISTENT = pika.BasicProperties(delivery_mode=pika.DeliveryMode.Persistent)


@pytest.fixture(params=["containers", "local"], scope="module")
def private(request: pytest.FixtureRequest) -> Iterator[Private]:
    """A RabbitMQ that each test breaks and repairs."""
    with opened(backend(request, Broker.RABBITMQ), Broker.RABBITMQ) as private:
        yield private


@contextmanager
def channel_to(private: Private, *, blocked: float | None = None) -> Iterator[BlockingChannel]:
    parameters = pika.URLParameters(private.endpoint.url)
    parameters.blocked_connection_timeout = blocked
    with pika.BlockingConnection(parameters) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel


def publish(private: Private, queue: str, count: int) -> None:
    with channel_to(private) as channel:
        channel.queue_declare(queue, durable=True)
        for _ in range(count):
            channel.basic_publish("", queue, b"cook", PERSISTENT, mandatory=True)


def waiting(private: Private, queue: str) -> int:
    with channel_to(private) as channel:
        return int(channel.queue_declare(queue, durable=True, passive=True).method.message_count)


def test_a_private_rabbitmq_can_be_broken_in_every_way(private: Private) -> None:
    assert private.endpoint.abilities == set(Ability)


def test_confirmed_messages_are_there_after_a_kill(private: Private) -> None:
    publish(private, "killed", 20)

    private.control.kill()
    assert not answers(private.endpoint.url)
    private.control.start_again()

    assert waiting(private, "killed") == 20


def test_confirmed_messages_are_there_after_a_restart(private: Private) -> None:
    publish(private, "restarted", 20)

    private.control.restart()

    assert waiting(private, "restarted") == 20


def test_a_frozen_rabbitmq_keeps_its_connections(private: Private) -> None:
    with channel_to(private) as channel:
        channel.queue_declare("frozen", durable=True)
        private.control.freeze()
        assert not answers(private.endpoint.url, timeout=0.3)

        private.control.thaw()

        channel.basic_publish("", "frozen", b"cook", PERSISTENT, mandatory=True)


def test_a_connection_survives_a_cut(private: Private) -> None:
    with channel_to(private) as channel:
        channel.queue_declare("cut", durable=True)
        private.control.cut()
        assert not answers(private.endpoint.url, timeout=0.3)

        private.control.mend()

        channel.basic_publish("", "cut", b"cook", PERSISTENT, mandatory=True)


def test_a_publisher_is_blocked_by_an_alarm_and_told_so(private: Private) -> None:
    publish(private, "alarm", 1)

    private.control.raise_alarm()
    began = time.monotonic()
    with pytest.raises(ConnectionBlockedTimeout), channel_to(private, blocked=0.5) as channel:
        channel.basic_publish("", "alarm", b"cook", PERSISTENT, mandatory=True)
    assert time.monotonic() - began < 10
    private.control.clear_alarm()

    publish(private, "alarm", 1)
    assert waiting(private, "alarm") >= 2


def test_it_says_how_much_memory_it_uses(private: Private) -> None:
    assert 30 * MEGABYTE < private.control.memory() < 512 * MEGABYTE


def test_the_management_api_is_there_after_all_that(private: Private) -> None:
    private.control.kill()
    with pytest.raises(AMQPError):
        waiting(private, "killed")

    private.control.start_again()

    assert private.endpoint.management_url is not None
    assert private.control.memory()


@pytest.mark.parametrize("name", ["containers", "local"])
def test_nothing_is_left_of_a_broker_that_is_put_away_while_it_is_started_again(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request.getfixturevalue(NEEDS[name, Broker.RABBITMQ])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    began = time.monotonic()
    with opened(BACKENDS[name](), Broker.RABBITMQ) as private:
        private.control.kill()
        thread = ThreadPoolExecutor(1)
        start = thread.submit(private.control.start_again)
        assert eventually(start.running)
        began = time.monotonic()

    with pytest.raises(FaultFailed, match="put away"):
        start.result(10)
    assert time.monotonic() - began < 10
    thread.shutdown()
    assert not answers(private.endpoint.url)
    assert eventually(lambda: not processes_under(tmp_path)), processes_under(tmp_path)
    assert list(tmp_path.iterdir()) == []
