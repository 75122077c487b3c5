"""A private Redis is really broken and really repaired, wherever it comes from."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from redis.exceptions import OutOfMemoryError, RedisError

from backends.contract import Ability, Backend, Broker, Setup
from backends.errors import CannotBreak, FaultFailed
from backends.probe import answers
from tests.brokers.backends.breakable import BACKENDS, Private, backend, opened
from tests.leftovers import eventually, processes_under


@pytest.fixture(params=list(BACKENDS))
def place(request: pytest.FixtureRequest) -> Backend:
    """Every place that a Redis can come from."""
    return backend(request, Broker.REDIS)


@pytest.fixture
def private(place: Backend) -> Iterator[Private]:
    """A Redis that writes down nothing."""
    with opened(place, Broker.REDIS) as private:
        yield private


def write(private: Private, **values: str) -> None:
    with redis.Redis.from_url(private.endpoint.url) as client:
        client.mset(values)


def is_written(private: Private) -> bool:
    """Whether nothing waits to be written to the append-only file: a busy disk lets it wait for two seconds."""
    with redis.Redis.from_url(private.endpoint.url, decode_responses=True) as client:
        return not client.info("persistence").get("aof_buffer_length")


def write_much(private: Private) -> None:
    for number in range(10):
        write(private, **{f"order-{number}": "x" * 1024 * 512})


def keys(private: Private) -> list[str]:
    with redis.Redis.from_url(private.endpoint.url, decode_responses=True) as client:
        return sorted(client.keys())


def connection_to(private: Private) -> socket.socket:
    parts = urlsplit(private.endpoint.url)
    connection = socket.create_connection((parts.hostname, parts.port), 5)
    connection.sendall(f"AUTH {parts.password}\r\n".encode())
    assert connection.recv(16) == b"+OK\r\n"
    return connection


def silent(connection: socket.socket) -> bool:
    connection.settimeout(0.3)
    try:
        connection.recv(16)
    except TimeoutError:
        return True
    finally:
        connection.settimeout(5)
    return False


def test_a_private_redis_can_be_broken_in_every_way_but_the_alarm(private: Private) -> None:
    assert private.endpoint.abilities == set(Ability) - {Ability.ALARM}
    for alarm in (private.control.raise_alarm, private.control.clear_alarm):
        with pytest.raises(CannotBreak, match="Redis has no alarm"):
            alarm()


def test_a_shared_redis_has_no_control(place: Backend) -> None:
    with place.open(Broker.REDIS) as endpoint:
        assert endpoint.control is None
        assert endpoint.abilities == {Ability.ISOLATE}


@pytest.mark.parametrize(
    ("setup", "left"),
    [(Setup(), []), (Setup(snapshots=True), []), (Setup(appendonly=True), ["order"])],
    ids=["nothing", "snapshots", "append-only file"],
)
def test_what_a_killed_redis_still_has_depends_on_its_setup(place: Backend, setup: Setup, left: list[str]) -> None:
    with opened(place, Broker.REDIS, setup) as private:
        write(private, order="cooked")
        assert eventually(lambda: is_written(private))

        private.control.kill()
        assert not answers(private.endpoint.url)
        private.control.start_again()

        assert keys(private) == left


@pytest.mark.parametrize(
    ("setup", "left"), [(Setup(), []), (Setup(snapshots=True), ["order"])], ids=["nothing", "snapshots"]
)
def test_a_redis_that_is_restarted_saves_first_if_it_has_save_points(
    place: Backend, setup: Setup, left: list[str]
) -> None:
    with opened(place, Broker.REDIS, setup) as private:
        write(private, order="cooked")

        private.control.restart()

        assert keys(private) == left


def test_a_kill_closes_every_connection(private: Private) -> None:
    with connection_to(private) as connection:
        private.control.kill()

        assert connection.recv(16) == b""


def test_a_frozen_redis_keeps_its_connections_and_answers_when_it_goes_on(private: Private) -> None:
    with connection_to(private) as connection:
        private.control.freeze()
        connection.sendall(b"PING\r\n")
        assert silent(connection)

        private.control.thaw()

        assert connection.recv(16) == b"+PONG\r\n"


def test_what_was_sent_during_a_cut_arrives_when_it_is_mended_on_the_same_connection(private: Private) -> None:
    with connection_to(private) as connection:
        private.control.cut()
        connection.sendall(b"PING\r\n")
        assert silent(connection)
        assert not answers(private.endpoint.url, timeout=0.3)

        private.control.mend()

        assert connection.recv(16) == b"+PONG\r\n"


def test_a_redis_that_is_killed_while_it_is_frozen_and_cut_off_can_be_had_back(private: Private) -> None:
    private.control.freeze()
    private.control.cut()
    private.control.kill()

    private.control.start_again()
    private.control.mend()

    assert keys(private) == []


def test_a_redis_that_is_full_refuses_and_removes_nothing(place: Backend) -> None:
    with opened(place, Broker.REDIS, Setup(memory=2 * 1024 * 1024)) as private:
        write(private, first="x")
        with pytest.raises(OutOfMemoryError):
            write_much(private)

        assert "first" in keys(private)


def test_the_memory_grows_with_what_is_kept(private: Private) -> None:
    before = private.control.memory()
    write(private, order="x" * 1024 * 1024)

    assert private.control.memory() - before >= 1024 * 1024


def test_a_fault_that_cannot_happen_is_not_said_to_have_happened(private: Private) -> None:
    with pytest.raises(FaultFailed, match="runs"):
        private.control.start_again()
    for repair in (private.control.thaw, private.control.mend):
        with pytest.raises(FaultFailed, match="was not"):
            repair()

    private.control.kill()

    for fault in (private.control.kill, private.control.freeze, private.control.restart):
        with pytest.raises(FaultFailed, match="had ended"):
            fault()


@pytest.mark.parametrize("fault", ["kill", "freeze", "cut"])
def test_nothing_is_left_of_a_broker_that_was_left_broken(
    place: Backend, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with opened(place, Broker.REDIS) as private:
        getattr(private.control, fault)()

    with pytest.raises(RedisError):
        keys(private)
    assert eventually(lambda: not processes_under(tmp_path)), processes_under(tmp_path)
    assert list(tmp_path.iterdir()) == []
