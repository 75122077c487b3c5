"""Performs demos many times, some of them at once, and hands over the outcomes of each demo together."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock, Thread

from demos.catalogue import defaults
from demos.demo import Demo, Opener
from demos.run import Run, Snapshot, Status

Told = Callable[[Demo, int, Snapshot], object]
"""Hears of every run that ended: its demo, its number from 1, and how it ended."""

Finished = Callable[[Demo, Sequence[Snapshot]], object]
"""Hears of every demo whose runs have all ended."""


class Series:
    """The runs of several demos, `times` each with their default parameters and a seed of its own.

    A demo that cannot even begin, because a broker or program is missing, is not tried again.
    """

    def __init__(self, demos: Sequence[Demo], *, times: int, opener: Opener, told: Told, finished: Finished) -> None:
        self._turns = deque((demo, number) for demo in demos for number in range(1, times + 1))
        self._shots: dict[str, list[Snapshot]] = {demo.id: [] for demo in demos}
        self._live: set[Run] = set()
        self._times = times
        self._opener = opener
        self._told = told
        self._finished = finished
        self._lock = Lock()

    def perform(self, at_once: int = 1) -> None:
        """Perform all, `at_once` at the same time. Ctrl-C ends those that are on and waits until they are put away.

        Raises:
            KeyboardInterrupt: somebody pressed Ctrl-C. What was finished was handed over.
        """
        threads = [Thread(target=self._work, name=f"series-{number}") for number in range(at_once)]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except KeyboardInterrupt:
            self._cancel()
            for thread in threads:
                thread.join()
            raise

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            run, number = turn
            run.live()
            with self._lock:
                self._live.discard(run)
                self._note(run.demo, number, run.snapshot())

    def _next(self) -> tuple[Run, int] | None:
        with self._lock:
            if not self._turns:
                return None
            demo, number = self._turns.popleft()
            run = Run(demo, defaults(demo), self._opener)
            self._live.add(run)
            return run, number

    def _note(self, demo: Demo, number: int, shot: Snapshot) -> None:
        if shot.status is Status.CANCELLED:
            return
        self._told(demo, number, shot)
        if Status.RUNNING not in shot.seconds:
            self._turns = deque(turn for turn in self._turns if turn[0].id != demo.id)
            return
        shots = self._shots[demo.id]
        shots.append(shot)
        if len(shots) == self._times:
            self._finished(demo, tuple(shots))

    def _cancel(self) -> None:
        with self._lock:
            self._turns.clear()
            live = tuple(self._live)
        for run in live:
            run.cancel()
