"""How many of the events of a recording are told by now: in their own time, paused, step by step, or all at once."""

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from threading import Condition

from demos.events import Event

_SHORTEST = 0.001


class Playhead:
    """A place in a recording that moves with the clock, at first from the beginning. Thread-safe.

    Events are told in the order in which the run heard of them, each when all before it have happened.
    """

    def __init__(self, events: Sequence[Event], clock: Callable[[], float] = time.monotonic) -> None:
        self._due = list(accumulate((max(0.0, event.at) for event in events), max))
        self._end = self._due[-1] if self._due else 0.0
        self._clock = clock
        self._plays = True
        self._moved = clock()
        self._played = 0.0
        self._least = 0
        self._changed = Condition()

    @property
    def told(self) -> int:
        """How many events are told by now."""
        with self._changed:
            return self._told()

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return not self._plays

    @property
    def seconds(self) -> float:
        """How much of the run's own time has passed."""
        with self._changed:
            return min(self._seconds(), self._end)

    @property
    def ended_seconds_ago(self) -> float | None:
        """How long ago the last event was told; None if some are still to come."""
        with self._changed:
            if self._told() < len(self._due):
                return None
            return self._seconds() - self._end if self._plays else self._clock() - self._moved

    def pause(self) -> None:
        """Let the clock stand still."""
        with self._changed:
            self._move(self._seconds(), told=self._told(), plays=False)

    def play(self) -> None:
        """Let the clock go on."""
        with self._changed:
            self._move(self._seconds(), told=self._told(), plays=True)

    def step(self) -> None:
        """Tell one more event, if there is one, and let the clock stand still."""
        with self._changed:
            told = min(self._told() + 1, len(self._due))
            self._move(max(self._seconds(), self._due[told - 1] if told else 0.0), told=told, plays=False)

    def skip(self) -> None:
        """Tell all the rest at once."""
        with self._changed:
            self._move(max(self._seconds(), self._end), told=len(self._due), plays=True)

    def cut(self) -> None:
        """Tell nothing more: what is told by now is all."""
        with self._changed:
            told = self._told()
            del self._due[told:]
            self._move(self._seconds(), told=told, plays=False)

    def wait(self, number: int, timeout: float) -> None:
        """Wait until more than `number` events are told, at most `timeout` seconds, and not after the last one."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while self._told() <= number < len(self._due) and (left := deadline - time.monotonic()) > 0:
                until_due = self._due[number] - self._seconds() if self._plays else left
                self._changed.wait(min(left, max(until_due, _SHORTEST)))

    def _told(self) -> int:
        return max(self._least, bisect_right(self._due, self._seconds())) if self._plays else self._least

    def _seconds(self) -> float:
        return self._played + (self._clock() - self._moved if self._plays else 0.0)

    def _move(self, seconds: float, *, told: int, plays: bool) -> None:
        self._played, self._least, self._plays, self._moved = seconds, told, plays, self._clock()
        self._changed.notify_all()
