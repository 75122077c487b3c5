"""What goes wrong is told in time, in plain words, and without a password."""

import gc
import os
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backends import containers as container_backend
from backends import ports, rabbitmq_process, redis_process
from backends.containers import Containers
from backends.contract import Broker, Endpoint
from backends.errors import (
    ImageMissing,
    NotReady,
    NotStarted,
    PortTaken,
    PullCancelled,
    PullFailed,
    Refused,
    Unavailable,
)
from backends.local import Local
from backends.management import Management
from backends.probe import prove

NO_PLACES: tuple[Path, ...] = ()
MISSING = "queuewise.invalid/never/was:1"


def _program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)


def _on_path_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


# The Docker SDK leaves the socket of a refused connection to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("host", ["unix:///nobody/here.sock", "tcp://127.0.0.1:1", "nonsense"])
def test_no_docker_is_told_at_once(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", host)
    asked = time.monotonic()
    finding = Containers().find(Broker.REDIS)

    assert time.monotonic() - asked < 2
    gc.collect()
    assert not finding.usable
    assert not finding.needs_pull
    assert "No Docker engine answers" in finding.reason
    assert finding.remedy


def test_a_docker_that_hangs_is_told_within_two_seconds(silent_socket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{silent_socket}")
    asked = time.monotonic()
    finding = Containers().find(Broker.REDIS)

    assert time.monotonic() - asked < 2
    assert not finding.usable
    assert "did not answer within" in finding.reason


def test_a_docker_on_another_machine_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "ssh://somebody@elsewhere.invalid")

    assert not Containers().find(Broker.REDIS).usable


@pytest.mark.usefixtures("docker_engine")
def test_an_image_that_is_not_here_would_have_to_be_pulled_and_is_not() -> None:
    containers = Containers({Broker.REDIS: MISSING})
    finding = containers.find(Broker.REDIS)

    assert not finding.usable
    assert finding.needs_pull
    assert MISSING in finding.reason
    with pytest.raises(ImageMissing, match="not on this machine yet"), containers.open(Broker.REDIS):
        pass


@pytest.mark.usefixtures("docker_engine")
def test_a_pull_that_reaches_no_registry_is_told() -> None:
    containers = Containers({Broker.REDIS: "127.0.0.1:1/none:1"})

    with pytest.raises(PullFailed, match=r"127\.0\.0\.1:1/none:1 could not be downloaded"):
        list(containers.pull(Broker.REDIS, cancelled=threading.Event()))


@pytest.mark.usefixtures("docker_engine")
def test_a_pull_can_be_called_off_while_the_registry_is_silent(silent_port: int) -> None:
    cancelled = threading.Event()
    lines = Containers({Broker.REDIS: f"127.0.0.1:{silent_port}/none:1"}).pull(Broker.REDIS, cancelled=cancelled)
    assert next(lines) == f"Asking for 127.0.0.1:{silent_port}/none:1"

    asked = time.monotonic()
    threading.Timer(0.2, cancelled.set).start()
    with pytest.raises(PullCancelled):
        list(lines)
    assert time.monotonic() - asked < 2


def test_a_machine_without_the_programs_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    local = Local(places=NO_PLACES)

    assert local.find(Broker.REDIS).reason == "redis-server is not installed on this machine."
    assert local.find(Broker.RABBITMQ).reason == "rabbitmq-server and erl are not installed on this machine."
    assert "make brokers" in str(local.find(Broker.RABBITMQ).remedy)
    with pytest.raises(Unavailable), local.open(Broker.REDIS):
        pass


def test_a_broker_that_never_gets_ready_is_told_at_the_deadline_with_its_last_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "redis-server", 'cat "$1"; echo still thinking; sleep 300')
    _on_path_first(tmp_path, monkeypatch)
    asked = time.monotonic()
    with pytest.raises(NotReady) as caught, Local(patience=1.5).open(Broker.REDIS):
        pass

    assert 1.5 <= time.monotonic() - asked < 3
    assert "did not get ready within 1.5 s; it is still running" in str(caught.value)
    assert caught.value.log.endswith("still thinking")
    assert "requirepass ***" in caught.value.log


def test_a_container_that_never_gets_ready_is_told_at_the_deadline_with_its_last_lines(redis_image: str) -> None:
    other_image = Containers({Broker.RABBITMQ: redis_image}, patience=2)
    asked = time.monotonic()
    with pytest.raises(NotReady) as caught, other_image.open(Broker.RABBITMQ):
        pass

    assert 2 <= time.monotonic() - asked < 5
    assert f"of {redis_image} did not get ready within 2 s" in str(caught.value)
    assert "Ready to accept connections" in caught.value.log


def test_a_program_that_ends_at_once_is_told_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "redis-server", "echo no memory left; exit 7")
    _on_path_first(tmp_path, monkeypatch)
    with pytest.raises(NotStarted) as caught, Local().open(Broker.REDIS):
        pass

    assert "exit status 7" in str(caught.value)
    assert caught.value.log == "no memory left"


@pytest.mark.usefixtures("redis_server")
def test_a_port_that_was_taken_meanwhile_is_exchanged(monkeypatch: pytest.MonkeyPatch, silent_port: int) -> None:
    offered = iter([(silent_port,), ports.free_ports(1)])
    monkeypatch.setattr(redis_process, "free_ports", lambda _count: next(offered))

    with Local().open(Broker.REDIS) as endpoint:
        assert endpoint.address != f"127.0.0.1:{silent_port}"


def test_a_broker_of_somebody_else_on_the_port_is_not_taken_for_ours(
    monkeypatch: pytest.MonkeyPatch, redis: Endpoint
) -> None:
    strangers = int(redis.address.rpartition(":")[2])
    monkeypatch.setattr(redis_process, "free_ports", lambda _count: (strangers,))

    with pytest.raises(PortTaken, match="Another program has that port"), Local().open(Broker.REDIS):
        pass


@pytest.mark.usefixtures("rabbitmq_server")
def test_a_port_that_rabbitmq_finds_taken_is_told(monkeypatch: pytest.MonkeyPatch, silent_port: int) -> None:
    monkeypatch.setattr(rabbitmq_process, "free_ports", lambda _count: (silent_port, *ports.free_ports(3)))
    monkeypatch.setattr(ports, "TRIES", 1)

    message = f"expected to listen on 127.0.0.1:{silent_port}"
    with pytest.raises(PortTaken, match=message), Local().open(Broker.RABBITMQ):
        pass


def test_a_port_that_docker_finds_taken_is_exchanged(
    monkeypatch: pytest.MonkeyPatch, silent_port: int, redis_image: str
) -> None:
    offered = iter([(silent_port,), ports.free_ports(1)])
    monkeypatch.setattr(container_backend, "free_ports", lambda _count: next(offered))

    with Containers({Broker.REDIS: redis_image}).open(Broker.REDIS) as endpoint:
        assert endpoint.address != f"127.0.0.1:{silent_port}"


def test_a_wrong_password_is_told_by_each_protocol(rabbitmq: Endpoint, redis: Endpoint) -> None:
    for endpoint in (rabbitmq, redis):
        parts = urlsplit(endpoint.url)
        wrong = parts._replace(netloc=f"{parts.username or ''}:wr0ng-one@{endpoint.address}").geturl()
        with pytest.raises(Refused, match="did not let us in") as caught:
            prove(endpoint.broker, wrong)
        assert "wr0ng-one" not in str(caught.value)


def test_a_wrong_password_is_told_by_the_management_api(rabbitmq: Endpoint) -> None:
    parts = urlsplit(str(rabbitmq.management_url))
    management = Management(parts._replace(netloc=f"anna:wr0ng-one@{parts.hostname}:{parts.port}").geturl())

    with pytest.raises(Refused, match="401") as caught:
        management.version()
    assert "wr0ng-one" not in str(caught.value)
