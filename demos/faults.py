"""Faults that end by themselves. What is told of them is told after it was seen to have happened.

The events carry the stop of the worker, or the stop that is named like the need of the broker unless `at` says
otherwise. An error in the body ends the run, and a private broker with it: nothing more is told then.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event as Signal

from backends.contract import Control
from backends.errors import BackendError, CannotBreak
from demos.crew import Crew
from demos.demo import Stage
from demos.events import What


class _Done(Exception):
    """What was waited for has happened."""


def kill_worker(members: Crew, name: str) -> None:
    """Kill the worker `name` and its children with SIGKILL and tell KILLED. `members.start` starts it again.

    Raises:
        FaultFailed: one of its processes is still there.
    """
    members.kill(name)


@contextmanager
def frozen_worker(members: Crew, name: str, *, seconds: float) -> Iterator[None]:
    """Let the worker `name` stand still for `seconds`, whatever the body does; leaving waits for the end of that.

    Raises:
        FaultFailed: it did not stop, or did not go on.
    """
    frozen, at_once = members.freeze(name), Signal()
    with ThreadPoolExecutor(1, thread_name_prefix="thaw") as thread:
        thawed = thread.submit(_thaw, members, name, at_once, seconds)
        try:
            yield
            _wait_for_the_end(members, name, thawed, after=frozen)
        finally:
            at_once.set()


@contextmanager
def broker_killed(stage: Stage, need: str, *, at: str = "") -> Iterator[None]:
    """Kill the broker with SIGKILL and tell KILLED; on leaving start it again on what it left, and tell UP.

    Raises:
        FaultFailed: it did not end, or did not come back.
        CannotBreak: its backend cannot do that.
    """
    control = _control(stage, need)
    control.kill()
    stage.emit(What.KILLED, at or need)
    yield
    _patiently(stage, control.start_again)
    stage.emit(What.UP, at or need)


@contextmanager
def broker_frozen(stage: Stage, need: str, *, at: str = "") -> Iterator[None]:
    """Stop the broker in the middle of what it does and tell FROZEN; on leaving let it go on, and tell THAWED.

    Raises:
        FaultFailed: it did not stop, or did not go on.
        CannotBreak: its backend cannot do that.
    """
    control = _control(stage, need)
    control.freeze()
    stage.emit(What.FROZEN, at or need)
    with _undone(control.thaw):
        yield
    stage.emit(What.THAWED, at or need)


def broker_restarted(stage: Stage, need: str, *, at: str = "") -> None:
    """Let the broker end in its own way, start it again on what it left, and tell RESTARTED when it answers.

    Raises:
        FaultFailed: it did not end, or did not come back.
        CannotBreak: its backend cannot do that.
    """
    _patiently(stage, _control(stage, need).restart)
    stage.emit(What.RESTARTED, at or need)


@contextmanager
def network_cut(stage: Stage, need: str, *, at: str = "") -> Iterator[None]:
    """Cut the network between the broker and everybody else and tell CUT; on leaving mend it, and tell MENDED.

    Raises:
        FaultFailed: it could still be reached, or cannot be reached again.
        CannotBreak: its backend cannot do that.
    """
    control = _control(stage, need)
    control.cut()
    stage.emit(What.CUT, at or need)
    with _undone(control.mend):
        yield
    stage.emit(What.MENDED, at or need)


@contextmanager
def alarmed(stage: Stage, need: str, *, at: str = "") -> Iterator[None]:
    """Make RabbitMQ believe that its disk is nearly full and tell ALARMED; on leaving end that, and tell CALMED.

    Raises:
        FaultFailed: there was no alarm, or it did not end.
        CannotBreak: the broker is a Redis, or its backend cannot do that.
    """
    control = _control(stage, need)
    control.raise_alarm()
    stage.emit(What.ALARMED, at or need)
    with _undone(control.clear_alarm):
        yield
    stage.emit(What.CALMED, at or need)


@contextmanager
def _undone(undo: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # Whoever has a connection to the broker could not even close it otherwise.
        with suppress(BackendError):
            undo()
        raise
    undo()


def _patiently(stage: Stage, repair: Callable[[], None]) -> None:
    """Do what takes seconds, but do not wait for it any more when the run is over."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="repair")
    done = thread.submit(repair)
    thread.shutdown(wait=False)

    def look() -> None:
        if done.done():
            raise _Done

    with suppress(_Done):
        for _ in stage.follow(look):
            pass
    done.result()


def _thaw(members: Crew, name: str, at_once: Signal, seconds: float) -> None:
    at_once.wait(seconds)
    members.thaw(name)


def _wait_for_the_end(members: Crew, name: str, thawed: "Future[None]", *, after: int) -> None:
    def failed() -> None:
        if thawed.done():
            thawed.result()

    for event in members.follow(failed):
        if event.seq > after and event.what is What.THAWED and event.stop == name:
            return


def _control(stage: Stage, need: str) -> Control:
    endpoint = stage.spaces[need].endpoint
    if endpoint.control is None:
        raise CannotBreak(
            f"The broker {need} is shared, so nobody may break it.",
            expected="A private broker was expected.",
            remedy="Give the need of the demo a setup.",
        )
    return endpoint.control
