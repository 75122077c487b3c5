"""A fault of a broker is told after it has happened, and ends with the body that it lasts for."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import Event as Signal
from threading import Timer
from typing import NamedTuple

import pytest

from backends import leash
from backends.contract import Broker, Setup, Space
from backends.embedded import Embedded
from backends.errors import CannotBreak, FaultFailed
from backends.probe import answers
from demos.chronicle import Chronicle
from demos.demo import Stage
from demos.errors import Cancelled
from demos.events import What
from demos.faults import alarmed, broker_frozen, broker_killed, broker_restarted, network_cut
from demos.following import Following
from demos.pulse import pulse

Fault = Callable[[Stage, str], AbstractContextManager[None]]
FAULTS = [
    (broker_killed, What.KILLED, What.UP),
    (broker_frozen, What.FROZEN, What.THAWED),
    (network_cut, What.CUT, What.MENDED),
]


class Scene(NamedTuple):
    """A stage with a private Redis that is called "kitchen", and what is told on it."""

    stage: Stage
    chronicle: Chronicle
    cancelled: Signal

    @property
    def told(self) -> list[tuple[What, str]]:
        """Kind and stop of every event so far."""
        return [(event.what, event.stop) for event in self.chronicle.after(0, 0)]

    @property
    def answers(self) -> bool:
        """Whether the broker answers now."""
        return answers(self.stage.spaces["kitchen"].url, timeout=0.3)


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A scene before anything has happened."""
    chronicle, cancelled = Chronicle(), Signal()
    with (
        Embedded().open(Broker.REDIS, setup=Setup()) as endpoint,
        leash.private_folder() as folder,
        pulse({}) as heart,
    ):
        stage = Stage(
            spaces={"kitchen": Space(endpoint=endpoint, url=endpoint.url)},
            parameters={},
            seed=1,
            emit=chronicle.tell,
            follow=Following(chronicle, cancelled, heart, deadline=60),
            folder=folder,
        )
        yield Scene(stage, chronicle, cancelled)


@pytest.mark.parametrize(("fault", "begun", "ended"), FAULTS)
def test_a_fault_is_told_lasts_as_long_as_its_body_and_its_end_is_told(
    scene: Scene, fault: Fault, begun: What, ended: What
) -> None:
    with fault(scene.stage, "kitchen"):
        assert scene.told == [(begun, "kitchen")]
        assert not scene.answers

    assert scene.told == [(begun, "kitchen"), (ended, "kitchen")]
    assert scene.answers


def test_a_restart_is_told_when_the_broker_answers_again(scene: Scene) -> None:
    broker_restarted(scene.stage, "kitchen", at="stove")

    assert scene.told == [(What.RESTARTED, "stove")]
    assert scene.answers


@pytest.mark.parametrize(("fault", "begun", "ended"), FAULTS[1:])
def test_an_error_in_the_body_ends_the_fault_at_once_and_nothing_more_is_told(
    scene: Scene, fault: Fault, begun: What, ended: What
) -> None:
    with pytest.raises(ZeroDivisionError), fault(scene.stage, "kitchen"):
        raise ZeroDivisionError

    assert scene.answers
    assert (begun, "kitchen") in scene.told
    assert (ended, "kitchen") not in scene.told


def test_a_fault_that_did_not_happen_is_not_told(scene: Scene) -> None:
    with broker_killed(scene.stage, "kitchen"), pytest.raises(FaultFailed, match="had ended"):
        broker_restarted(scene.stage, "kitchen")

    assert scene.told == [(What.KILLED, "kitchen"), (What.UP, "kitchen")]


def test_a_fault_that_the_broker_cannot_have_is_not_told(scene: Scene) -> None:
    with pytest.raises(CannotBreak), alarmed(scene.stage, "kitchen"):
        pass

    assert scene.told == []


def test_a_cancelled_run_does_not_wait_for_a_restart(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    back = Signal()
    control = scene.stage.spaces["kitchen"].endpoint.control
    monkeypatch.setattr(control, "restart", lambda: back.wait(60))
    Timer(0.2, scene.cancelled.set).start()
    began = time.monotonic()

    with pytest.raises(Cancelled):
        broker_restarted(scene.stage, "kitchen")

    assert time.monotonic() - began < 10
    assert scene.told == []
    back.set()
