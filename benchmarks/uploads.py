"""What judging an upload costs, however it was made to hurt. The atlas of one that is sound comes on top."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, Tell

ROOT = Path(__file__).parent.parent
MILLISECONDS = 250.0
MEBIBYTES = 64.0
JUDGE = [sys.executable, "-m", "tests.unit.rules.bombs.judge"]

Cost = tuple[str, float, float]
"""Name of an upload, milliseconds of CPU, mebibytes above those of the process before it."""


def measure(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """Milliseconds and mebibytes of judging the worst upload of the corpus, each in a process of its own."""
    rounds = []
    for number in range(times):
        tell(f"round {number + 1} of {times}")
        rounds.append(_judged())
    usual = [min(costs, key=lambda cost: cost[1]) for costs in zip(*rounds, strict=True)]
    largest = [max(costs, key=lambda cost: cost[2]) for costs in zip(*rounds, strict=True)]
    slow, large = max(usual, key=lambda cost: cost[1]), max(largest, key=lambda cost: cost[2])
    basis = f"of {len(usual)} uploads, {times} times each"
    yield _figure("judging an upload", slow[1], "ms", f"the slowest {basis}: {slow[0]}", MILLISECONDS)
    yield _figure("judging an upload", large[2], "MiB", f"the largest {basis}: {large[0]}", MEBIBYTES)
    yield _figure("judging the shipped rulebook", usual[0][1], "ms", f"the best of {times}", None)


def _judged() -> list[Cost]:
    printed = subprocess.run(JUDGE, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout
    lines = map(json.loads, printed.splitlines())
    return [(name, 1000 * seconds, size / 1024**2) for name, seconds, size in lines]


def _figure(what: str, value: float, unit: str, basis: str, bar: float | None) -> Figure:
    return Figure(what=what, value=value, unit=unit, basis=basis, at_most=bar)
