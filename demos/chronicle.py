"""Everything that a run has told so far, in order, for many readers at once."""

import time
from threading import Condition
from types import MappingProxyType

from demos.errors import JournalFailed
from demos.events import Event, What
from demos.journal import Journal
from demos.ledger import Ledger
from demos.tally import Tally


class Chronicle:
    """Stamps events, keeps them and wakes who waits for them. Thread-safe."""

    def __init__(self, *, no_confirms: str | None = None) -> None:
        self._began = time.monotonic()
        self._events: list[Event] = []
        self._tally = Tally(no_confirms=no_confirms)
        self._counted = 0
        self._closed = False
        self._changed = Condition()
        self._journal: Journal | None = None
        self._failed: JournalFailed | None = None

    def begin(self, journal: Journal | None = None) -> None:
        """Count the seconds from now on, and write every event into `journal` before it is known to anybody."""
        self._began, self._journal = time.monotonic(), journal

    @property
    def seconds(self) -> float:
        """How long ago the run began, in seconds."""
        return time.monotonic() - self._began

    def tell(
        self,
        what: What,
        stop: str = "",
        message: str | None = None,
        /,
        *,
        moment: float | None = None,
        **detail: str | int | float,
    ) -> int:
        """Append an event and give its number; what comes after the end is dropped. See `Emit`.

        Raises:
            JournalFailed: it could not be written down. Nobody hears of it then.
        """
        with self._changed:
            if self._closed:
                return len(self._events)
            at = round((time.monotonic() if moment is None else moment) - self._began, 6)
            frozen = MappingProxyType(detail)
            event = Event(seq=len(self._events) + 1, at=at, what=what, stop=stop, message=message, detail=frozen)
            self._write_down(event)
            self._events.append(event)
            self._changed.notify_all()
            return event.seq

    def make_sure(self) -> None:
        """Do nothing, if every event could be written down.

        Raises:
            JournalFailed: one could not, in whatever thread that was.
        """
        if self._failed:
            raise self._failed

    def after(self, seq: int, timeout: float) -> tuple[Event, ...]:
        """Give the events after number `seq`; wait for one at most `timeout` seconds, and not after the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._events) > seq, timeout)
            return tuple(self._events[seq:])

    def close(self) -> None:
        """End the chronicle. Closing twice is harmless."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _write_down(self, event: Event) -> None:
        if self._journal:
            try:
                self._journal.write(event)
            except JournalFailed as failed:
                self._failed = failed
                raise

    def read(self) -> tuple[tuple[Event, ...], Ledger]:
        """Give all events and the books after exactly these."""
        with self._changed:
            # Counted here and not while telling: who publishes must not wait for the books.
            for event in self._events[self._counted :]:
                self._tally.add(event)
            self._counted = len(self._events)
            return tuple(self._events), self._tally.ledger()
