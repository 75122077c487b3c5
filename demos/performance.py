"""What a page needs of a run, whether it happens now or is played from a recording."""

from typing import Protocol

from demos.demo import Demo
from demos.events import Event
from demos.evidence import Evidence
from demos.snapshot import Snapshot, Status


class Performance(Protocol):
    """A run, or a recording of one. Thread-safe."""

    def __hash__(self) -> int:
        """Each is only itself."""
        ...

    @property
    def id(self) -> str:
        """What it is found by; it cannot be guessed."""
        ...

    @property
    def demo(self) -> Demo:
        """What is performed."""
        ...

    @property
    def status(self) -> Status:
        """Where it is now."""
        ...

    @property
    def ended_seconds_ago(self) -> float | None:
        """How long ago it ended; None while it has not."""
        ...

    def cancel(self) -> None:
        """End it, and return at once."""
        ...

    def request(self, fault: str) -> None:
        """Ask for a fault, and return at once.

        Raises:
            NoSuchFault: the demo has none of that id.
            NotNow: it cannot be had now.
        """
        ...

    def events_after(self, seq: int, timeout: float) -> tuple[Event, ...]:
        """Give the events after number `seq`; wait for one at most `timeout` seconds, and not after the end."""
        ...

    def snapshot(self) -> Snapshot:
        """Give all that is known now, as a value that never changes."""
        ...

    def evidence(self) -> Evidence:
        """Give all that is known now for others to check."""
        ...
