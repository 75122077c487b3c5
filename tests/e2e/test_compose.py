"""`docker compose up` starts the app with its brokers, gives nothing away, and leaves nothing behind."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import docker
import pytest

from tests.e2e.compose import Stack, new_stack

pytestmark = pytest.mark.timeout(900)

BROKERS = ("rabbitmq", "redis")
LONG_RUNNING = ("app", *BROKERS)


@pytest.fixture(scope="module")
def stack(docker_engine: docker.DockerClient) -> Iterator[Stack]:
    """The whole of compose.yaml, up and healthy."""
    with new_stack(docker_engine) as built:
        built.up()
        yield built


@pytest.fixture(scope="module")
def details(stack: Stack) -> dict[str, dict[str, Any]]:
    return stack.details()


def test_the_app_answers_on_the_port_that_was_asked_for(stack: Stack) -> None:
    with urlopen(f"{stack.url}/healthz", timeout=5) as answer:  # noqa: S310 # our own loopback address
        assert answer.read() == b"ok"


def test_the_app_takes_both_brokers_as_given_and_gets_into_them(stack: Stack) -> None:
    assert opened(stack) == ["rabbitmq given", "redis given"]


def test_a_broker_lets_nobody_in_without_a_password(stack: Stack) -> None:
    said = stack.compose("exec", "-T", "redis", "redis-cli", "ping")
    assert "NOAUTH" in said


def test_only_the_app_is_published_and_only_on_loopback(details: dict[str, dict[str, Any]]) -> None:
    published = {
        (service, binding["HostIp"])
        for service, attributes in details.items()
        for bindings in attributes["NetworkSettings"]["Ports"].values()
        for binding in bindings or ()
    }
    assert published == {("app", "127.0.0.1")}


def test_the_brokers_are_on_a_network_without_a_way_out(stack: Stack, details: dict[str, dict[str, Any]]) -> None:
    for broker in BROKERS:
        (network,) = details[broker]["NetworkSettings"]["Networks"]
        assert stack.engine.networks.get(network).attrs["Internal"]


@pytest.mark.parametrize("service", LONG_RUNNING)
def test_a_container_has_no_power_over_its_host(details: dict[str, dict[str, Any]], service: str) -> None:
    host, user = details[service]["HostConfig"], details[service]["Config"]["User"]
    assert user.split(":")[0] not in ("", "0", "root")
    assert host["CapDrop"] == ["ALL"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["ReadonlyRootfs"]
    assert not host["Privileged"]
    assert host["Memory"] > 0
    assert host["PidsLimit"] > 0


def test_every_volume_has_a_name_so_that_taking_it_down_finds_it(
    stack: Stack, details: dict[str, dict[str, Any]]
) -> None:
    volumes = [each["Name"] for attributes in details.values() for each in attributes["Mounts"] if "Name" in each]
    assert volumes
    assert [name for name in volumes if not name.startswith(stack.project)] == []


def test_no_container_holds_the_docker_socket(details: dict[str, dict[str, Any]]) -> None:
    assert "docker.sock" not in json.dumps(details)


def test_no_password_can_be_read_off_a_container_or_its_log(stack: Stack, details: dict[str, dict[str, Any]]) -> None:
    urls = stack.compose("exec", "-T", "app", "sh", "-c", "cat /run/secrets/*/url")
    passwords = re.findall(r":([0-9a-f]{48})@", urls)
    assert len(set(passwords)) == len(BROKERS)
    shown = json.dumps(details) + stack.compose("logs")
    assert [password for password in passwords if password in shown] == []


def test_a_second_start_finds_the_same_brokers_and_passwords(stack: Stack) -> None:
    stack.compose("down", "--timeout", "5")
    stack.up()
    assert opened(stack) == ["rabbitmq given", "redis given"]


def test_taking_it_down_leaves_nothing(stack: Stack) -> None:
    stack.down()
    assert stack.leftovers() == []


def opened(stack: Stack) -> list[str]:
    """Each broker that the app's own code chooses and proves in there, with the backend that it comes from."""
    return stack.compose("exec", "-T", "app", "python", "-c", OPEN_BOTH).splitlines()


OPEN_BOTH = """
from backends.choose import configured, opened
from backends.contract import Broker
for broker in Broker:
    with opened(broker, configured()) as endpoint:
        print(endpoint.broker, endpoint.backend)
"""
