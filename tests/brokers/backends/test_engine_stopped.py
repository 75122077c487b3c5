"""The Docker engine is ended and comes back: runs end with words, the next ones work, and nothing is left."""

import gc
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from backends import reaper
from backends.containers import Containers
from backends.contract import Broker
from backends.embedded import Embedded
from backends.errors import Unavailable
from backends.probe import answers
from backends.warm import Warm
from demos.run import Run, Status
from tests.brokers.demos.watching import Watched, living, watched
from tests.leftovers import eventually
from tests.own_engine import OwnEngine

ROOT = Path(__file__).parents[3]
DEMO = "celery-redis-tasks"
SOON = 10.0
ENDS = [signal.SIGTERM, signal.SIGKILL]

# The Docker SDK leaves the socket of a refused connection to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

_APP = """
import logging, sys
from backends import reaper
from backends.containers import Containers
from backends.contract import Broker
from backends.warm import Warm

logging.basicConfig()
with Warm([Containers()]) as warm:
    warm.endpoint(Broker.REDIS)
    if sys.argv[1] == "early":
        warm.close()
    print(reaper.labels()[reaper.SESSION], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def engine(breakable_engine: OwnEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnEngine]:
    """The only engine that is known here, except to the reaper of the tests themselves: it goes with the machine's."""
    reaper.labels()
    monkeypatch.setenv("DOCKER_HOST", breakable_engine.host)
    yield breakable_engine
    gc.collect()


@contextmanager
def in_the_middle(warm: Warm) -> Iterator[Watched]:
    """A run that has done some of its work and has more to do."""
    seen = watched(DEMO, warm.space, {"orders": 16, "failure_rate": 25, "workers": 2, "work": 800})
    with living(seen.run):
        assert eventually(lambda: seen.run.snapshot().ledger.executed > 0, 30)
        yield seen


def run_of(warm: Warm) -> Run:
    """A short run that has ended."""
    run = watched(DEMO, warm.space).run
    run.live()
    return run


def test_an_engine_that_was_ended_before_gives_way_to_the_next_backend(engine: OwnEngine) -> None:
    engine.end(signal.SIGTERM)

    with Warm([Containers(), Embedded()]) as warm:
        endpoint = warm.endpoint(Broker.REDIS)
        assert endpoint.backend == "embedded"
        assert answers(endpoint.url)


def test_an_engine_that_was_ended_before_and_was_the_only_one_is_named_with_what_to_do(engine: OwnEngine) -> None:
    engine.end(signal.SIGKILL)

    with Warm([Containers()]) as warm:
        with pytest.raises(Unavailable, match=r"No Docker engine answers \(Connection refused.*Start Docker"):
            warm.endpoint(Broker.REDIS)
        run = run_of(warm)
    assert run.status is Status.FAILED
    assert "No Docker engine answers" in str(run.snapshot().problem)


@pytest.mark.parametrize("how", ENDS)
def test_an_engine_that_ends_in_the_middle_interrupts_the_run_and_once_it_is_back_the_next_one_works(
    engine: OwnEngine, how: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    with Warm([Containers()]) as warm:
        stale = warm.endpoint(Broker.REDIS)
        with in_the_middle(warm) as seen:
            engine.end(how)
            assert eventually(lambda: seen.run.status.ended, SOON)
        interrupted = seen.run.snapshot()
        assert interrupted.status is Status.INTERRUPTED
        assert interrupted.judgement is None
        assert "is gone: " in str(interrupted.problem)
        assert how is signal.SIGTERM or "the Docker engine does not answer any more" in str(interrupted.problem)
        assert seen.left_behind() == []
        assert "No Docker engine answers" in str(run_of(warm).snapshot().problem)

        engine.start()
        assert run_of(warm).status is Status.SHOWN
        fresh = warm.endpoint(Broker.REDIS)
        assert fresh.url != stale.url
        assert answers(fresh.url)
        assert len(engine.containers()) == 1

    assert engine.containers() == []
    assert engine.programs() == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=["in order", "killed"])
def test_an_app_that_ends_without_its_engine_ends_in_time_and_its_containers_go_once_the_engine_is_back(
    engine: OwnEngine, end: signal.Signals
) -> None:
    with app("late") as (program, session):
        engine.end(signal.SIGKILL)
        asked = time.monotonic()
        if end is signal.SIGKILL:
            program.kill()
        said = program.communicate(timeout=SOON)[1]
    try:
        assert time.monotonic() - asked < SOON
        assert "Traceback" not in said
        assert end is signal.SIGKILL or "is left until Docker answers again" in said

        engine.start()
        assert eventually(lambda: engine.containers() == [])
        assert engine.programs() == []
        assert eventually(lambda: not reapers(session))
    finally:
        for pid in reapers(session):
            os.kill(pid, signal.SIGKILL)


def test_no_reaper_waits_for_an_engine_that_holds_nothing_of_an_app_that_ended_in_order(engine: OwnEngine) -> None:
    with app("early") as (program, session):
        engine.end(signal.SIGTERM)
        program.communicate(timeout=SOON)

    assert eventually(lambda: not reapers(session))


@contextmanager
def app(closes: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A program with a warm broker, and its session. It closes the broker "early" or "late": when it ends."""
    with subprocess.Popen(
        [sys.executable, "-c", _APP, closes],
        cwd=ROOT,
        env=os.environ,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        yield program, program.stdout.readline().strip()


def reapers(session: str) -> list[int]:
    """The processes that remove the containers of that session."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if session.encode() in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found
