"""Whether each demo shows its claim every time, and puts everything away."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import docker
import pytest
from docker.models.containers import Container

from backends import reaper
from backends.choose import configured
from backends.contract import Broker
from backends.warm import Warm
from benchmarks.figure import Figure, Tell
from demos.catalogue import catalogue, defaults
from demos.demo import Demo
from demos.run import Status
from tests import needs
from tests.brokers.demos.watching import Watched, contents, watched
from tests.leftovers import eventually

PUT_AWAY_SECONDS = 5.0


def measure(tell: Tell, *, times: int = 20) -> Iterator[Figure]:
    """Each demo 20 times in a row: how often its claim was shown, and what was left behind."""
    with needs.docker_engine() as engine, _own_temporary_folder() as folder:
        with Warm(configured()) as warm:
            for demo in catalogue():
                yield from _in_a_row(demo, warm, tell, times)
        left = [*folder.iterdir(), *_containers(engine)]
        yield Figure(what="Folders and containers left after all demos", value=len(left), basis="counted", at_most=0)


def _in_a_row(demo: Demo, warm: Warm, tell: Tell, times: int) -> Iterator[Figure]:
    shown, left, seconds = 0, 0, []
    for number in range(times):
        before = _places(demo, warm)
        watching = watched(demo.id, warm.space, defaults(demo))
        watching.run.live()
        shot = watching.run.snapshot()
        remains = _left(watching, _places(demo, warm) - before)
        shown, left = shown + (shot.status is Status.SHOWN), left + len(remains)
        seconds.append(shot.seconds.get(Status.RUNNING, 0.0))
        tell(f"{demo.id}, run {number + 1}: {shot.status} {shot.problem or ''} {remains or ''}".rstrip())
    basis = f"of {times} runs in a row, each {median(seconds):.1f} s at the median"
    yield Figure(what=f"{demo.id}: claim shown", value=shown, basis=basis, at_least=times)
    what = f"{demo.id}: vhosts, keys, processes, folders and connections left"
    yield Figure(what=what, value=left, basis=f"after {times} runs", at_most=0)


def _places(demo: Demo, warm: Warm) -> set[tuple[Broker, str]]:
    """Every vhost or key of the brokers that the demo is on."""
    return {
        (broker, place)
        for broker in {need.broker for need in demo.needs.values()}
        for place in contents(warm.endpoint(broker))
    }


def _left(watching: Watched, places: set[tuple[Broker, str]]) -> list[object]:
    """What is still there although it was given some time."""
    eventually(lambda: not watching.left_behind(), PUT_AWAY_SECONDS)
    return [*places, *watching.left_behind()]


def _containers(engine: docker.DockerClient) -> list[Container]:
    """The containers of this process."""
    label = f"{reaper.SESSION}={reaper.labels()[reaper.SESSION]}"
    return engine.containers.list(all=True, filters={"label": label}, ignore_removed=True)


@contextmanager
def _own_temporary_folder() -> Iterator[Path]:
    """A folder in which everything of this process and its children lies that is meant to be temporary."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", name)
        patch.setattr(tempfile, "tempdir", name)
        yield Path(name)
