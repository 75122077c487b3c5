"""What a private broker is: a container or a process that can be broken and started again."""

from typing import Protocol

from backends.readiness import Subject


class Body(Subject, Protocol):
    """The container or process that a private broker is.

    Every call returns when it was seen to have happened, and raises `FaultFailed` otherwise.
    """

    def kill(self) -> None:
        """End it with SIGKILL."""
        ...

    def stop(self) -> None:
        """Ask it to end in its own way, and wait for that."""
        ...

    def start(self) -> None:
        """Start it again, on the same data and ports."""
        ...

    def freeze(self) -> None:
        """Stop its processes in the middle of what they do."""
        ...

    def thaw(self) -> None:
        """Let them go on."""
        ...

    def run(self, *command: str) -> None:
        """Run a command of the broker's own, such as rabbitmqctl, until it has ended."""
        ...
