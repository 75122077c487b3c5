"""Every fault of every lab, asked for as a visitor asks: it happens, nothing is lost, and nothing is left over."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from backends.warm import Warm
from demos.catalogue import catalogue, demo
from demos.errors import NotNow
from demos.run import Run, Status
from tests.brokers.demos.watching import Watched, doubts, living, watched
from tests.leftovers import eventually

LABS = [each.id for each in catalogue() if each.id.startswith("lab-")]
PRESSED_TOGETHER = (
    ("worker-killed", "worker-frozen"),
    ("worker-slowed", "order-poisoned"),
    ("orders-flooded",),
    ("broker-frozen", "network-cut"),
    ("broker-killed",),
    ("broker-restarted",),
)
PARAMETERS = {"orders": 56, "work": 100}


def press(run: Run, fault: str) -> None:
    """Press one button as soon as it can be pressed, and wait until that fault is over."""
    assert eventually(lambda: fault in run.snapshot().offer.possible, 45), run.snapshot().problem
    run.request(fault)
    with pytest.raises(NotNow, match="still on"):
        run.request(fault)
    assert eventually(lambda: run.snapshot().offer.on is None, 45)


@pytest.mark.parametrize("faults", PRESSED_TOGETHER, ids=" ".join)
def test_whatever_is_broken_nothing_is_lost_and_nothing_is_left_over(faults: Sequence[str], contained: Warm) -> None:
    everybody = [watched(id_, contained.space, PARAMETERS) for id_ in LABS]

    with ThreadPoolExecutor(len(LABS)) as visitors:
        list(visitors.map(partial(visit, faults), everybody))

    for watching in everybody:
        assert_all_is_well(watching, faults)


def visit(faults: Sequence[str], watching: Watched) -> None:
    """Break one thing after the other in a lab, and see it to its end."""
    with living(watching.run) as thread:
        for fault in faults:
            press(watching.run, fault)
        thread.join(60)


def assert_all_is_well(watching: Watched, faults: Sequence[str]) -> None:
    shot = watching.run.snapshot()
    failed = [check for check in shot.judgement.checks if not check.holds] if shot.judgement else []
    asked = [event.detail["value"] for event in shot.events if event.detail.get("name") == "asked"]
    assert shot.status is Status.SHOWN, (shot.problem, failed, shot.seed)
    assert asked == list(faults)
    assert doubts(watching.run) == []
    assert eventually(lambda: not watching.left_behind()), watching.left_behind()
    with pytest.raises(NotNow, match="over"):
        watching.run.request(faults[0])


def test_every_fault_of_every_lab_is_pressed() -> None:
    pressed = {fault for together in PRESSED_TOGETHER for fault in together}

    assert [{fault.id for fault in demo(id_).faults} for id_ in LABS] == [pressed] * len(LABS)


def test_a_lab_that_is_cancelled_under_a_broken_broker_puts_everything_away(contained: Warm) -> None:
    watching = watched("lab-celery-redis", contained.space, PARAMETERS)

    with living(watching.run) as thread:
        assert eventually(lambda: "broker-killed" in watching.run.snapshot().offer.possible, 45)
        watching.run.request("broker-killed")
        assert eventually(lambda: any(e.what == "killed" for e in watching.run.snapshot().events), 20)
        watching.run.cancel()
        thread.join(20)

        assert not thread.is_alive()
    assert watching.run.status is Status.CANCELLED
    assert eventually(lambda: not watching.left_behind()), watching.left_behind()
