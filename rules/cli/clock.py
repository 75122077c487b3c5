"""Measures what a command does, for the commands that say how long it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rules.cli.wording import say


class Clock:
    """Seconds of each part, in the order in which they were done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Measure a part."""
        began = perf_counter()
        yield
        self.seconds[part] = perf_counter() - began

    @property
    def rounded(self) -> dict[str, float]:
        """Seconds of each part, to a tenth of a millisecond."""
        return {part: round(spent, 4) for part, spent in self.seconds.items()}

    def __str__(self) -> str:
        """All parts in one sentence."""
        parts = ", ".join(say(f"clock.{part}", time=_shown(spent)) for part, spent in self.seconds.items())
        return say("clock.all", time=_shown(sum(self.seconds.values())), parts=parts)


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"
