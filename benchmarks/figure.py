"""What a benchmark gives: figures, each with its bar if something was promised."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Protocol

Tell = Callable[[str], object]
"""Hears how far a benchmark has come."""


class Measure(Protocol):
    """A benchmark. It leaves nothing behind; `times` is how often it measures before it takes the median."""

    def __call__(self, tell: Tell, *, times: int = ...) -> Iterable["Figure"]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that was measured just now. `basis` says what it rests on: "median of 40 clicks".

    One without `at_most` and `at_least` was not promised and is given as information.
    """

    what: str
    value: float
    unit: str = ""
    basis: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None if there is none."""
        if self.at_most is None and self.at_least is None:
            return None
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        """The line that is printed."""
        told = {None: "", True: "holds", False: "MISSED"}[self.holds]
        bars = {"at most": self.at_most, "at least": self.at_least}
        bar = "".join(f", {name} {self._number(value)}" for name, value in bars.items() if value is not None)
        return f"{told:6}  {self.what}: {self._number(self.value)}{bar} ({self.basis})"

    def _number(self, value: float) -> str:
        return f"{_rounded(value)} {self.unit}".rstrip()


def ninety_five(values: Sequence[float]) -> float:
    """The 95th percentile; of a single value, that value."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _rounded(value: float) -> str:
    """Three digits that count, and no more after a whole number."""
    if float(value).is_integer() or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
