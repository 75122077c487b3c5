"""How a demo waits: for what happened, never for the clock, and only as long as it makes sense."""

import time
from collections.abc import Callable, Iterator
from threading import Event as Signal

from demos.chronicle import Chronicle
from demos.errors import Cancelled, DemoError, Overdue
from demos.events import Event
from demos.pulse import Pulse

_LOOK_SECONDS = 0.2
_PULSE_SECONDS = 0.5


def _nothing() -> None:
    pass


class Following:
    """Gives the events of a run and looks, between them, whether waiting still makes sense. See `Follow`."""

    def __init__(self, chronicle: Chronicle, cancelled: Signal, pulse: Pulse, *, deadline: float) -> None:
        self._chronicle = chronicle
        self._cancelled = cancelled
        self._pulse = pulse
        self._deadline = deadline
        self._felt = 0.0
        self._ending: DemoError | None = None

    def __call__(self, guard: Callable[[], None] = _nothing, /) -> Iterator[Event]:
        seq = 0
        while True:
            self._look(guard)
            for event in self._chronicle.after(seq, _LOOK_SECONDS):
                seq = event.seq
                yield event

    def over(self) -> DemoError | None:
        """Say why the run has to end now; None if it may go on."""
        if self._cancelled.is_set():
            return Cancelled()
        if self._ending is None and self._chronicle.seconds > self._deadline:
            return Overdue(self._deadline)
        return self._ending

    @property
    def ended(self) -> DemoError | None:
        """What `end` was told."""
        return self._ending

    def end(self, why: DemoError) -> None:
        """Let whoever waits hear `why`."""
        self._ending = why

    def _look(self, guard: Callable[[], None]) -> None:
        if why := self.over():
            raise why
        self._chronicle.make_sure()
        if time.monotonic() - self._felt > _PULSE_SECONDS:
            self._pulse.check()
            self._felt = time.monotonic()
        guard()
