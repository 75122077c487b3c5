"""A broker that is there and takes nothing, or that the kernel has ended: a run on it ends in time and says so."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import docker
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Closed

from backends import isolate
from backends.containers import Containers
from backends.contract import Broker, Endpoint, Setup, Space
from backends.errors import Lost, NotIsolated
from backends.given import MANAGEMENT, RABBITMQ, Given
from backends.management import Management
from backends.trouble import refusal
from demos.demo import Opener
from demos.run import Run, Status
from tests.brokers.demos.watching import container_at, living, watched
from tests.leftovers import eventually

ON_RABBITMQ = ["rabbitmq-routing", "celery-rabbitmq-crash"]
SOON = 8.0
"""Seconds in which a run that is held up has ended. It would wait for ever by itself."""

MEGABYTE = 1_000_000

OwnBroker = Callable[[Broker], Endpoint]


@pytest.fixture(scope="module")
def full(docker_engine: docker.DockerClient, rabbitmq_image: str) -> Iterator[Endpoint]:
    """A RabbitMQ that has a memory alarm as long as these tests last."""
    with Containers({Broker.RABBITMQ: rabbitmq_image}).open(Broker.RABBITMQ) as endpoint:
        command = ["rabbitmqctl", "set_vm_memory_high_watermark", "absolute", "1MB"]
        assert container_at(docker_engine, endpoint).exec_run(command).exit_code == 0
        assert eventually(lambda: Management(str(endpoint.management_url)).alarms() == ("memory",), 10)
        yield endpoint


def on(*endpoints: Endpoint) -> Opener:
    """Gives places in these brokers, as the app does in its shared ones."""

    def opener(broker: Broker, run_id: str, _setup: Setup | None = None, /) -> AbstractContextManager[Space]:
        return isolate.space(next(each for each in endpoints if each.broker is broker), run_id)

    return opener


@contextmanager
def publishing(run: Run) -> Iterator[None]:
    """Have the run live, once it has begun to publish."""
    with living(run):
        assert eventually(lambda: run.snapshot().ledger.sent > 0 or run.status.ended, 30)
        yield


def ended_soon(run: Run, seconds: float = SOON) -> bool:
    """Whether the run ends within that time."""
    return eventually(lambda: run.status.ended, seconds)


@pytest.mark.parametrize("id_", ON_RABBITMQ)
def test_a_memory_alarm_interrupts_the_run_that_it_blocks_and_is_named(full: Endpoint, id_: str) -> None:
    seen = watched(id_, on(full))
    with publishing(seen.run):
        assert ended_soon(seen.run)

    shot = seen.run.snapshot()
    assert shot.status is Status.INTERRUPTED
    assert "RabbitMQ has a memory alarm and blocks every connection that publishes" in str(shot.problem)
    assert "vm_memory_high_watermark" in str(shot.problem)
    assert shot.judgement is None
    assert shot.ledger.sent > 0
    assert seen.left_behind() == []


def test_a_publisher_that_is_blocked_can_be_cancelled(full: Endpoint) -> None:
    seen = watched(ON_RABBITMQ[0], on(full))
    with publishing(seen.run):
        asked = time.monotonic()
        seen.run.cancel()

        assert ended_soon(seen.run)
    assert time.monotonic() - asked < 4
    assert seen.run.status is Status.CANCELLED
    assert seen.left_behind() == []


def test_the_deadline_holds_for_a_publisher_that_is_blocked(full: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demos.watch.refusal", lambda _endpoint: None)  # nobody knows of the alarm
    run = Run(watched(ON_RABBITMQ[0], on(full)).run.demo, {"orders": 12, "cooks": 2, "work": 300}, on(full), deadline=1)
    with publishing(run):
        assert ended_soon(run)

    assert run.status is Status.FAILED
    assert "did not come to its end within 1 s" in str(run.snapshot().problem)


def test_a_given_rabbitmq_that_has_an_alarm_is_told_before_a_run(full: Endpoint) -> None:
    given = Given({RABBITMQ: full.url, MANAGEMENT: str(full.management_url)})

    with pytest.raises(Lost, match="has a memory or disk alarm and blocks every connection that publishes"):
        given.open(Broker.RABBITMQ).__enter__()


def test_a_redis_that_has_reached_its_maxmemory_interrupts_the_run_and_is_named(own_broker: OwnBroker) -> None:
    endpoint = own_broker(Broker.REDIS)
    seen = watched("celery-redis-tasks", on(endpoint))
    with publishing(seen.run):
        limited(endpoint)
        assert ended_soon(seen.run)

    shot = seen.run.snapshot()
    assert shot.status is Status.INTERRUPTED
    assert "Redis has reached its maxmemory and refuses every write" in str(shot.problem)
    assert shot.judgement is None
    assert seen.left_behind() == []
    with pytest.raises(NotIsolated, match="Redis has reached its maxmemory"), isolate.space(endpoint, "abcd"):
        pass


def test_a_broker_that_the_kernel_ends_for_its_memory_is_named(own_broker: OwnBroker) -> None:
    endpoint = own_broker(Broker.REDIS)
    seen = watched("celery-redis-tasks", on(endpoint))
    with publishing(seen.run):
        outgrow(endpoint)
        assert ended_soon(seen.run, 20)

    shot = seen.run.snapshot()
    assert shot.status is Status.INTERRUPTED
    assert "is gone: out of memory" in str(shot.problem)
    assert shot.judgement is None
    assert seen.left_behind() == []


def test_a_broker_that_is_well_has_nothing_to_tell_and_is_not_written_to(own_broker: OwnBroker) -> None:
    endpoint = own_broker(Broker.REDIS)

    assert refusal(endpoint) is None
    with Redis.from_url(endpoint.url) as client:
        assert client.dbsize() == 0


def limited(endpoint: Endpoint) -> None:
    """Leave the Redis no memory to write into."""
    with Redis.from_url(endpoint.url) as client:
        client.config_set("maxmemory", 1)


def outgrow(endpoint: Endpoint) -> None:
    """Let the Redis take more memory than its container may have."""
    with Redis.from_url(endpoint.url) as client:
        client.config_set("maxmemory", 0)
        with suppress(Closed):
            for number in range(20):
                client.set(f"heavy-{number}", bytes(20 * MEGABYTE))
