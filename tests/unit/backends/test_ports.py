"""Ports are ours, or another one is tried."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backends import ports
from backends.errors import PortTaken
from backends.ports import another_try, free_ports, lasting_ports


def test_free_ports_are_different_and_free() -> None:
    free = free_ports(4)

    assert len(set(free)) == 4
    for port in free:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", port))


def test_a_start_that_lost_its_port_is_tried_on_another() -> None:
    outcomes: Iterator[int | None] = iter([None, 5672])

    @contextmanager
    def start() -> Iterator[int]:
        port = next(outcomes)
        if port is None:
            raise PortTaken("Somebody was faster.")
        yield port

    with another_try(start) as port:
        assert port == 5672


def test_after_three_lost_ports_it_is_told() -> None:
    tries: list[int] = []

    @contextmanager
    def start() -> Iterator[None]:
        tries.append(1)
        if tries:
            raise PortTaken("Somebody was faster.")
        yield

    with pytest.raises(PortTaken), another_try(start):
        pass
    assert len(tries) == 3


def test_what_goes_wrong_while_the_broker_is_used_is_not_tried_again() -> None:
    tries: list[int] = []

    @contextmanager
    def start() -> Iterator[None]:
        tries.append(1)
        yield

    with pytest.raises(PortTaken), another_try(start):
        raise PortTaken("of something else")
    assert len(tries) == 1


def test_ports_that_last_are_not_those_that_systems_hand_out() -> None:
    lasting = lasting_ports(5)

    assert len(set(lasting)) == 5
    assert all(20_000 <= port < 32_768 for port in lasting)
    with socket.create_server(("127.0.0.1", lasting[0])):
        assert not ports._is_free(lasting[0])
