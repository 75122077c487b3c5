"""A guided tour of a recommendation's reasons: which demos it takes, in which order, and how far it has come."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from demos.demo import Demo
from demos.snapshot import Status
from ui.live_reasons import LiveReason

MOST_SECONDS = 90.0
"""How long a tour may take in all. No demo is begun that would usually take longer than what is left of it."""

HOLD_SECONDS = 2.0
"""How long an outcome stays before the next demo begins."""

UNTIMED_SECONDS = 30.0
"""What a demo is thought to take that nobody has timed: the most that any may."""

PRIVATE_SECONDS = 10.0
"""What it takes at most to start a broker of its own."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A demo of the tour and the reason that it shows. `it` is its run or recording, once it has begun."""

    demo: Demo
    because: str
    seconds: float
    it: str | None = None
    ended: Status | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """Stops in their order, and when the tour began, by `time.monotonic`. `cut` if it was ended before its end."""

    stops: tuple[Stop, ...]
    began: float
    cut: bool = False

    @property
    def current(self) -> Stop | None:
        """The stop that has begun and not ended."""
        return next((stop for stop in self.stops if stop.it and stop.ended is None), None)

    @property
    def following(self) -> Stop | None:
        """The next stop for which there is time."""
        left = MOST_SECONDS - (time.monotonic() - self.began)
        return next((stop for stop in self.stops if stop.it is None and stop.seconds <= left), None)

    @property
    def over(self) -> bool:
        """Whether nothing more will begin."""
        return self.current is None and (self.cut or self.following is None)

    def changed(self, old: Stop, new: Stop) -> "Tour":
        """The tour with one stop changed."""
        return replace(self, stops=tuple(new if stop is old else stop for stop in self.stops))


def planned(
    reasons: Iterable[LiveReason], *, timed: Callable[[Demo], float | None], possible: Callable[[Demo], bool]
) -> tuple[Stop, ...]:
    """Give a stop for the strongest reasons that fit into the time of a tour, of the demos that are possible here."""
    return tuple(_fitting(_stop(one, timed(one.demo)) for one in reasons if possible(one.demo)))


def _fitting(stops: Iterable[Stop]) -> Iterator[Stop]:
    left = MOST_SECONDS
    for stop in stops:
        if stop.seconds <= left:
            left -= stop.seconds
            yield stop


def _stop(one: LiveReason, median: float | None) -> Stop:
    own = PRIVATE_SECONDS if any(need.setup for need in one.demo.needs.values()) else 0.0
    seconds = (UNTIMED_SECONDS if median is None else median) + own + HOLD_SECONDS
    return Stop(one.demo, one.rules[0].because, seconds)
