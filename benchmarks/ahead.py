"""How soon it is known what to ask next, what is still possible and what would flip the verdict."""

from collections.abc import Iterator, Mapping
from random import Random
from statistics import median, quantiles
from time import perf_counter

from benchmarks.figure import Figure, Tell
from rules import Rulebook, shipped_rulebook
from rules.atlas import Atlas

BAR = 10.0
"""Milliseconds."""

SEED = 20261122


def measure(tell: Tell, *, times: int = 1000) -> Iterator[Figure]:
    """Milliseconds until the next best question, the possible outcomes and all flips are known, in any state."""
    rulebook = shipped_rulebook()
    atlas = Atlas(rulebook)
    _milliseconds(atlas, {})
    tell(f"{times} random states")
    each = [_milliseconds(atlas, answers) for answers in _states(rulebook, times)]
    yield Figure(
        what="Next question, possible outcomes and all flips, 99th percentile",
        value=quantiles(each, n=100, method="inclusive")[-1],
        unit="ms",
        basis=f"{times} random states after load, median {median(each):.1f}",
        at_most=BAR,
    )


def _milliseconds(atlas: Atlas, answers: Mapping[str, str]) -> float:
    began = perf_counter()
    atlas.ahead(answers)
    atlas.flips(answers)
    return 1000 * (perf_counter() - began)


def _states(rulebook: Rulebook, count: int) -> Iterator[Mapping[str, str]]:
    """Random answers to some, all or none of the questions."""
    chance = Random(SEED)
    for _ in range(count):
        known = chance.sample(rulebook.questions, chance.randint(0, len(rulebook.questions)))
        yield {question.id: chance.choice(question.choices).id for question in known}
