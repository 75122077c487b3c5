"""Where runs are asked for: a few at once, the others wait in line, and every visitor has one at a time."""

import time
from collections import deque
from collections.abc import Mapping
from threading import RLock, Thread

from demos.demo import Demo, Opener
from demos.errors import Closing, Crowded
from demos.predictions import NO_GUESSES
from demos.run import Run


class Desk:
    """Starts runs in the order in which they were asked for. Thread-safe.

    `at_once` runs are on at the same time and `waiting` more may wait. A run is forgotten `remember` seconds
    after its end.
    """

    def __init__(self, opener: Opener, *, at_once: int = 2, waiting: int = 20, remember: float = 900.0) -> None:
        self._opener = opener
        self._at_once = at_once
        self._waiting = waiting
        self._remember = remember
        self._runs: dict[str, Run] = {}
        self._visitors: dict[str, Run] = {}
        self._line: deque[Run] = deque()
        self._threads: dict[str, Thread] = {}
        self._closing = False
        self._lock = RLock()

    def admit(
        self,
        demo: Demo,
        parameters: Mapping[str, int],
        *,
        visitor: str,
        seed: int | None = None,
        predictions: Mapping[str, int] = NO_GUESSES,
    ) -> Run:
        """Give a new run of `demo`, or the one that `visitor` has on already (a double click).

        `predictions` are what the visitor guesses, prediction id -> number; they are sealed now.

        Raises:
            Crowded: too many wait already.
            Closing: the app is going down.
            BadPrediction: a guess that the demo does not ask for, or that is no sensible number.
        """
        with self._lock:
            if self._closing:
                raise Closing
            self._forget()
            if (mine := self.run_of(visitor)) is not None:
                return mine
            self._line = deque(run for run in self._line if not run.status.ended)
            if len(self._line) >= self._waiting:
                raise Crowded(len(self._line))
            run = Run(demo, parameters, self._opener, seed=seed, predictions=predictions, place_of=self.place_of)
            self._runs[run.id] = self._visitors[visitor] = run
            self._line.append(run)
            self._move_up()
            return run

    def find(self, run_id: str) -> Run | None:
        """Give the run with that id; None if there is none, or it was forgotten."""
        with self._lock:
            return self._runs.get(run_id)

    def run_of(self, visitor: str) -> Run | None:
        """Give the run that `visitor` has on or waits for."""
        with self._lock:
            run = self._visitors.get(visitor)
            return run if run is not None and not run.status.ended else None

    def place_of(self, run_id: str) -> int:
        """Give how many waiting runs come first, itself included; 0 if it does not wait."""
        with self._lock:
            line = [run.id for run in self._line if not run.status.ended]
            return line.index(run_id) + 1 if run_id in line else 0

    def ahead_of(self, run_id: str) -> tuple[Demo, ...]:
        """Give the demos of the runs that are on, and of those that wait before this one; none if it does not wait."""
        with self._lock:
            waits = self.place_of(run_id)
            on = [self._runs[id_] for id_ in self._threads]
            line = [run for run in self._line if not run.status.ended]
            return tuple(run.demo for run in [*on, *line[: waits - 1]]) if waits else ()

    @property
    def at_once(self) -> int:
        """How many runs are on at the same time."""
        return self._at_once

    def close(self, timeout: float = 10.0) -> None:
        """Cancel everything and wait, at most `timeout` seconds, until it is put away. Closing twice is harmless."""
        deadline = time.monotonic() + timeout
        with self._lock:
            self._closing = True
            self._line.clear()
            threads = list(self._threads.values())
            for run in self._runs.values():
                run.cancel()
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _move_up(self) -> None:
        while self._line and len(self._threads) < self._at_once:
            run = self._line.popleft()
            if not run.status.ended:
                thread = Thread(target=self._serve, args=(run,), name=f"run-{run.demo.id}-{run.id[:6]}", daemon=True)
                self._threads[run.id] = thread
                thread.start()

    def _serve(self, run: Run) -> None:
        try:
            run.live()
        finally:
            with self._lock:
                del self._threads[run.id]
                self._move_up()

    def _forget(self) -> None:
        old = {id_ for id_, run in self._runs.items() if (run.ended_seconds_ago or 0.0) > self._remember}
        self._runs = {id_: run for id_, run in self._runs.items() if id_ not in old}
        self._visitors = {visitor: run for visitor, run in self._visitors.items() if run.id not in old}
