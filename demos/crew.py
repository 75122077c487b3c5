"""The processes of a run: consumers, workers, a scheduler. Each is real and separate, and reports by a pipe."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread

from backends import leash
from demos import report
from demos.demo import Stage
from demos.errors import CrewLost
from demos.events import Emit, Event, What
from demos.ledger import Copy
from demos.tally import Tally

ROOT = Path(__file__).resolve().parent.parent
"""Where the packages of Queuewise lie, for the processes to import them from."""

_CLOSE_SECONDS = 2.0
_PATIENCE = 20.0
_SILENCE = 10.0
_WITHOUT_WORK = 5.0


class _Quiet(Exception):
    """Nothing was told for too long."""


@contextmanager
def crew(stage: Stage, environment: Mapping[str, str]) -> Iterator["Crew"]:
    """Give a crew that shares `environment` (credentials go there), and end all of it on leaving."""
    reading, writing = os.pipe()
    reader = Thread(target=_hand_over, args=(reading, stage.emit), name="crew-reports", daemon=True)
    reader.start()
    try:
        with ExitStack() as processes:
            members = Crew(stage, environment, pipe=writing, processes=processes)
            try:
                yield members
            finally:
                # Killed together, so that leaving does not wait for one after the other.
                members.dismiss()
    finally:
        os.close(writing)
        reader.join(_CLOSE_SECONDS)


class Crew:
    """The processes that were started for one run, by the name of their stop on the route."""

    def __init__(self, stage: Stage, environment: Mapping[str, str], *, pipe: int, processes: ExitStack) -> None:
        self._stage = stage
        # What a process that is killed leaves in its temporary folder goes with the folder of the run.
        own = {"TMPDIR": str(stage.folder), report.PIPE: str(pipe)}
        self._environment = {**_plain_environment(), **environment, **own}
        self._pipe = pipe
        self._processes = processes
        self._members: dict[str, leash.Leashed] = {}
        self._frozen: dict[str, int] = {}

    def start(self, name: str, module: str, *arguments: str) -> None:
        """Start `python -m module arguments` as the stop `name`. It reports JOINED itself when it is ready."""
        self.start_program(name, sys.executable, "-m", module, *arguments)

    def start_program(self, name: str, *command: str) -> None:
        """Start any program as the stop `name`. It reports as Python does: see `demos.report`."""
        program = leash.start(
            command,
            env={**self._environment, report.NAME: name},
            folder=self._stage.folder,
            pass_fds=[self._pipe],
        )
        self._members[name] = self._processes.enter_context(program)

    def kill(self, name: str) -> None:
        """Send SIGKILL to the process and all of its children, as a crash would. It can be started again.

        Raises:
            FaultFailed: one of them is still there.
        """
        killed = time.monotonic()
        self._members.pop(name).kill()
        self._tell_last(What.KILLED, name, moment=killed)

    def freeze(self, name: str) -> int:
        """Stop the process and its children in the middle of what they do. Give the number of the FROZEN event.

        Raises:
            FaultFailed: they did not stop.
        """
        self._members[name].freeze()
        self._tell_last(What.FROZEN, name)
        self._frozen[name] = self.wait_for(What.FROZEN, name, after=self._frozen.get(name, 0)).seq
        return self._frozen[name]

    def thaw(self, name: str) -> None:
        """Let the process and its children go on.

        Raises:
            FaultFailed: they did not.
        """
        # Told before, so that it comes before all that they tell then.
        self._tell_last(What.THAWED, name)
        self._members[name].thaw()

    def finish(self, name: str, *, seconds: float = 5.0) -> int:
        """Ask the process to end in its own way; after `seconds` it is killed. Give the number of the LEFT event."""
        member = self._members.pop(name)
        member.terminate()
        if member.wait(seconds) is None:
            member.kill()
        self._tell_last(What.LEFT, name)
        return self.wait_for(What.LEFT, name).seq

    def asked_to_end(self, name: str, *, seconds: float) -> bool:
        """Send SIGTERM to the process; tell whether it ended in its own way within `seconds` (then LEFT is told).

        One that did not is still there, and can be killed.
        """
        member = self._members[name]
        member.terminate()
        if member.wait(seconds) is None:
            return False
        del self._members[name]
        self._tell_last(What.LEFT, name)
        self.wait_for(What.LEFT, name)
        return True

    def dismiss(self) -> None:
        """Kill everybody who is left. Calling it twice is harmless."""
        for member in self._members.values():
            member.kill()
        self._members.clear()

    def follow(self, guard: Callable[[], None] = lambda: None) -> Iterator[Event]:
        """Give every event of the run, from the first, as `Stage.follow` does.

        Raises:
            CrewLost: a process ended by itself.
        """

        def check() -> None:
            self._check()
            guard()

        return self._stage.follow(check)

    def wait_for(self, what: What, stop: str, *, after: int = 0) -> Event:
        """Wait until `what` happened at `stop`, later than event number `after`, and give the first such event.

        Raises:
            CrewLost: nothing at all was told for 20 seconds.
        """
        for event in self.heard(_PATIENCE):
            if event.seq > after and event.what is what and event.stop == stop:
                return event
        member = self._members.get(stop)
        raise CrewLost(stop, None, member.tail() if member else "")

    def kill_at_work(self, name: str, *, after: int) -> None:
        """Kill `name` as soon as it is heard to have begun the work on a message, later than event number `after`.

        If it begins nothing any more, nobody is killed, and the judge will see that.
        """
        for event in self.heard(_WITHOUT_WORK):
            if event.seq > after and event.what is What.STARTED and event.stop == name:
                self.kill(name)
                return

    def settle(self, *last: What, after: int) -> None:
        """Wait until one of `last` was told of every copy that is expected, or nothing was told for ten seconds.

        All messages must have been sent before event number `after`.
        """
        tally, done = Tally(), set[Copy]()
        for event in self.heard(_SILENCE):
            tally.add(event)
            if event.what in last:
                done.add((event.message or "", str(event.detail["queue"])))
            if event.seq >= after and done >= tally.expected:
                return

    def wait_for_copies(self, copies: Iterable[Copy], *last: What) -> None:
        """Wait until one of `last` was told of each of these `copies`, or nothing was told for ten seconds."""
        missing = set(copies)
        for event in self.heard(_SILENCE):
            if event.what in last:
                missing.discard((event.message or "", str(event.detail["queue"])))
            if not missing:
                return

    def heard(self, patience: float) -> Iterator[Event]:
        """Give every event of the run, and end when nothing was told for `patience` seconds."""
        heard = time.monotonic()

        def hopeless() -> None:
            if time.monotonic() - heard > patience:
                raise _Quiet

        with suppress(_Quiet):
            for event in self.follow(hopeless):
                heard = time.monotonic()
                yield event

    def _tell_last(self, what: What, name: str, *, moment: float | None = None) -> None:
        # By the same pipe, so that it comes after everything that the process told itself.
        report.write(self._pipe, what, name, moment=moment)

    def _check(self) -> None:
        for name, member in self._members.items():
            status = member.poll()
            if status is not None:
                raise CrewLost(name, status, member.tail())


def _hand_over(reading: int, emit: Emit) -> None:
    # The stream ends when the last process with the writing end has ended.
    with os.fdopen(reading, encoding="utf-8") as lines:
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                emit(What(told["what"]), told["stop"], told["message"], moment=told["moment"], **told["detail"])


def _plain_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
