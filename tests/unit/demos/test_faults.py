"""Faults of workers are real, are told after they happened, and end by themselves. No broker is needed for that."""

import time
from contextlib import suppress

import pytest

from backends.contract import Broker, Endpoint, Space
from backends.errors import CannotBreak, FaultFailed
from demos.chronicle import Chronicle
from demos.demo import Stage
from demos.events import Event, What
from demos.faults import broker_killed, frozen_worker, kill_worker
from tests.leftovers import eventually
from tests.unit.demos.test_crew import company, program

TALKER = """
    report(What.JOINED, own_name())
    while True:
        report(What.PROGRESS, own_name(), "order-0001", done=1, of=2)
        time.sleep(0.01)
"""
SECONDS = 0.6


def told(chronicle: Chronicle) -> tuple[Event, ...]:
    return chronicle.after(0, 0)


def kinds(chronicle: Chronicle) -> list[What]:
    return [event.what for event in told(chronicle)]


def test_a_frozen_worker_says_nothing_until_its_time_is_over_and_goes_on_then() -> None:
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")

        with frozen_worker(members, "worker", seconds=SECONDS):
            pass

        thawed = members.wait_for(What.THAWED, "worker")
        members.wait_for(What.PROGRESS, "worker", after=thawed.seq)
        frozen = next(event for event in told(chronicle) if event.what is What.FROZEN)
        assert thawed.seq == frozen.seq + 1
        assert thawed.at - frozen.at >= SECONDS


def test_a_freeze_ends_by_itself_while_the_body_goes_on() -> None:
    with company() as (members, _, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")

        with frozen_worker(members, "worker", seconds=SECONDS):
            thawed = members.wait_for(What.THAWED, "worker")
            members.wait_for(What.PROGRESS, "worker", after=thawed.seq)


def test_a_worker_can_be_frozen_again() -> None:
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")

        for _ in range(2):
            with frozen_worker(members, "worker", seconds=0.1):
                pass

        faults = [what for what in kinds(chronicle) if what in (What.FROZEN, What.THAWED)]
        assert faults == [What.FROZEN, What.THAWED] * 2


def test_an_error_in_the_body_ends_a_freeze_at_once() -> None:
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")
        began = time.monotonic()

        with suppress(ZeroDivisionError), frozen_worker(members, "worker", seconds=60):
            raise ZeroDivisionError

        assert time.monotonic() - began < 30
        assert eventually(lambda: What.THAWED in kinds(chronicle))


def test_a_frozen_worker_can_be_dismissed() -> None:
    with company() as (members, _, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")

        members.freeze("worker")


def test_a_freeze_that_reaches_nobody_has_failed_and_is_not_told() -> None:
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, "report(What.JOINED, own_name(), pid=os.getpid())"))
        members.wait_for(What.JOINED, "worker")
        assert eventually(lambda: members._members["worker"].poll() is not None)

        with pytest.raises(FaultFailed), frozen_worker(members, "worker", seconds=1):
            pass

        assert What.FROZEN not in kinds(chronicle)


def test_a_killed_worker_is_told() -> None:
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, TALKER))
        members.wait_for(What.PROGRESS, "worker")

        kill_worker(members, "worker")

        assert eventually(lambda: kinds(chronicle)[-1] is What.KILLED)


def test_nobody_breaks_a_shared_broker() -> None:
    url = "redis://127.0.0.1:1/0"
    endpoint = Endpoint(broker=Broker.REDIS, backend="x", url=url, address="x:1", version="0", origin="x")
    with company() as (_, chronicle, folder):
        stage = Stage(
            spaces={"redis": Space(endpoint=endpoint, url=url)},
            parameters={},
            seed=1,
            emit=chronicle.tell,
            follow=lambda *_: iter(()),
            folder=folder,
        )

        with pytest.raises(CannotBreak, match="shared"), broker_killed(stage, "redis"):
            pass

        assert not told(chronicle)
