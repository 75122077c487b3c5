"""A broker that runs as a process of ours and can be broken: killed, frozen, started again in the same folder."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType

from backends.errors import BackendError, FaultFailed
from backends.leash import Leashed
from backends.process import Process

_STOP_SECONDS = 30.0
_COMMAND_SECONDS = 30.0

Launch = Callable[..., AbstractContextManager[Leashed]]
"""Starts the broker, on a leash; or, with the words of a command, one of the broker's own tools."""


class Program:
    """A program in the words of `body.Body`, which runs from entering until leaving."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._held = ExitStack()

    def __enter__(self) -> "Program":
        self._leashed = self._held.enter_context(self._launch())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    @property
    def label(self) -> str:
        """Name and process id."""
        return Process(self._leashed).label

    def ended(self) -> str | None:
        """Say the exit status, or the signal; None while it runs."""
        return Process(self._leashed).ended()

    def tail(self) -> str:
        """Give the last lines of its output, masked."""
        return self._leashed.tail()

    def kill(self) -> None:
        """Send SIGKILL to it and all of its children."""
        self._leashed.kill()

    def stop(self) -> None:
        """Ask it to end in its own way; after half a minute that has failed."""
        self._leashed.terminate()
        if self._leashed.wait(_STOP_SECONDS) is None:
            raise FaultFailed(f"{self.label} was asked to end and did not within {_STOP_SECONDS:g} s.")

    def start(self) -> None:
        """Start it again in the same folder, on the same ports."""
        self._held.close()
        try:
            self._leashed = self._held.enter_context(self._launch())
        except BackendError as problem:
            raise FaultFailed(problem.happened, expected=problem.expected, remedy=problem.remedy) from None

    def freeze(self) -> None:
        """Stop it and all of its children in the middle of what they do."""
        self._leashed.freeze()

    def thaw(self) -> None:
        """Let them go on."""
        self._leashed.thaw()

    def run(self, *command: str) -> None:
        """Run a tool of the broker until it has ended."""
        with self._launch(*command) as tool:
            status = tool.wait(_COMMAND_SECONDS)
            if status != 0:
                raise FaultFailed(f"{command[0]} ended with status {status}.", log=tool.tail())
