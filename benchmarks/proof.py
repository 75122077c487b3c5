"""How long the whole proof of the shipped rulebook takes."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks.figure import Figure, Tell
from rules import SHIPPED, Rulebook, load_rulebook
from rules.atlas import Atlas
from rules.audit import audit

BAR = 1.0
"""Seconds."""


def measure(tell: Tell, *, times: int = 7) -> Iterator[Figure]:
    """Seconds of the whole proof of the shipped rulebook: its atlas, all shares, and every gate."""
    tell(f"{times} proofs")
    rulebooks = [load_rulebook(SHIPPED) for _ in range(times)]
    seconds = [_seconds(rulebook) for rulebook in rulebooks]
    size = Atlas(rulebooks[0]).size
    yield Figure(
        what=f"Proof of {size:,} answer sets",
        value=median(seconds),
        unit="s",
        basis=f"median of {times}, longest {max(seconds):.2f}, nothing known before",
        at_most=BAR,
    )


def _seconds(rulebook: Rulebook) -> float:
    began = perf_counter()
    atlas = Atlas(rulebook)
    atlas.shares()
    atlas.per_answer  # noqa: B018 - it is worked out when it is asked for
    audit(rulebook, atlas)
    return perf_counter() - began
