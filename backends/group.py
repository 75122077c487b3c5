"""Stops all processes of a group, lets them go on, and looks whether that has happened."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from backends.errors import FaultFailed

_SECONDS = 5.0
_LOOK_SECONDS = 0.01
_STOPPED = {"T"}
_ENDED = {"Z", "X"}
_PROCESSES = Path("/proc")


def freeze(group: int) -> None:
    """Stop every process of `group` in the middle of what it does; return when all stand still.

    Raises:
        FaultFailed: there is nobody, or one did not stop.
    """
    _signal(group, signal.SIGSTOP)
    _expect(group, lambda states: states == _STOPPED, "stand still")


def thaw(group: int) -> None:
    """Let every process of `group` go on; return when all do.

    Raises:
        FaultFailed: there is nobody, or one still stands.
    """
    _signal(group, signal.SIGCONT)
    _expect(group, lambda states: bool(states) and not states & _STOPPED, "go on")


def require_ended(group: int) -> None:
    """Return when no process of `group` is left.

    Raises:
        FaultFailed: one is.
    """
    with suppress(ProcessLookupError):
        os.killpg(group, 0)  # the cheap way to see that nobody is there
        _expect(group, lambda states: not states, "end")


def _signal(group: int, which: signal.Signals) -> None:
    # One that has ended and was not collected yet takes every signal without a word.
    if not _living(group):
        raise FaultFailed(
            f"{which.name} reached nobody: the processes of group {group} had ended.",
            expected="They were expected to run.",
        )
    with suppress(ProcessLookupError):
        os.killpg(group, which)


def _expect(group: int, holds: Callable[[set[str]], bool], what: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while not holds(states := _living(group)):
        if time.monotonic() > deadline:
            raise FaultFailed(
                f"The processes of group {group} did not {what} within {_SECONDS:g} s.",
                expected=f"All of them were expected to {what}; they are in the states {sorted(states)}.",
            )
        time.sleep(_LOOK_SECONDS)


def _living(group: int) -> set[str]:
    return set(_states(group)) - _ENDED


def _states(group: int) -> Iterator[str]:
    """Give the state of each process of `group`, one letter each, as ps(1) does."""
    lines = _from_files() if (_PROCESSES / "self").exists() else _from_ps()
    return (state for of, state in lines if of == group)


def _from_files() -> Iterator[tuple[int, str]]:
    # Processes come and go while this looks: a pattern that reaches into their folders would fail on one that went.
    for process in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            # The name of the program, in brackets, may hold anything (proc_pid_stat(5)).
            stat = (process / "stat").read_text(errors="replace")
            state, _parent, group = stat.rpartition(")")[2].split()[:3]
            yield int(group), state


def _from_ps() -> Iterator[tuple[int, str]]:
    told = subprocess.run(["/bin/ps", "-axo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    for line in told.splitlines():
        group, state = line.split()
        yield int(group), state[0]
