"""How many cells a second are listed: the outcome of every answer set of a rulebook with sixty rules."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks.figure import Figure, Tell
from rules import Rulebook
from rules.space.listing import listing
from tests.unit.rules.generated_rulebooks import Size, generated

BAR = 25.0
"""Million cells a second."""

ASPECTS = (5, 12, 26)
"""The fewer aspects, the more questions each of them couples."""


def measure(tell: Tell, *, times: int = 7) -> Iterator[Figure]:
    """Million outcomes listed a second: twelve questions of four choices, sixty rules, few aspects and many."""
    for aspects in ASPECTS:
        tell(f"{aspects} aspects, {times} rulebooks of 16.8 million cells")
        speeds = [_speed(generated(seed, Size(aspects=aspects))) for seed in range(times)]
        yield Figure(
            what=f"Listing with {aspects} aspects",
            value=median(speeds),
            unit="million cells/s",
            basis=f"median of {times} generated rulebooks of sixty rules, slowest {min(speeds):.0f}",
            at_least=BAR,
        )


def _speed(rulebook: Rulebook) -> float:
    """Million cells a second, from the rules to the last cell."""
    questions = [question.id for question in rulebook.questions]
    began = perf_counter()
    cells = listing(rulebook, questions)
    return float(cells.size / (perf_counter() - began) / 1e6)
