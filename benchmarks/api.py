"""How soon the HTTP interface answers while visitors use the pages, on one core."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.crowd import visitors
from benchmarks.figure import Figure, Tell
from benchmarks.load import Answered, asked
from records import encode
from rules import Rulebook, shipped_rulebook
from tests.e2e import served

RATE = 500.0
"""Requests a second."""

VISITORS = 50
SECONDS = 10
DECISIONS = 200
"""How many there are that are asked for again and again, as badges and records of a company are."""

KINDS = {"recommendations": ("/api/v1/recommend", 5.0), "records": ("/api/v1/records", 5.0), "badges": ("/badge", 2.0)}
"""What is asked for, and the bar in milliseconds."""

SEED = 20261125


def measure(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """Milliseconds of the HTTP interface at 500 requests a second on one core, with 50 sessions in use."""
    assert hasattr(os, "sched_setaffinity"), "Only Linux holds a process on one core. Measure on a Linux machine."
    for crowd, anew in product((0, VISITORS), (False, True)):
        what = f"{'asked for the first time' if anew else 'asked for again'}, {crowd} visitors"
        tell(f"{times} times {SECONDS} s, {what}")
        rounds = [_round(crowd, SEED + number, anew=anew) for number in range(times)]
        for kind, (path, bar) in KINDS.items():
            yield _figure(f"HTTP {kind} {what}", rounds, path, bar if crowd else None)


def _round(crowd: int, seed: int, *, anew: bool) -> list[Answered]:
    with TemporaryDirectory() as name, ExitStack() as opened:
        with _one_core():
            url = opened.enter_context(served.app(Path(name) / "log.txt", QUEUEWISE_BACKENDS="embedded"))
        with _other_cores():
            return asyncio.run(_load(url, crowd, seed, anew=anew))


async def _load(url: str, crowd: int, seed: int, *, anew: bool) -> list[Answered]:
    known, count = _paths(DECISIONS, seed), round(RATE * SECONDS)
    async with visitors(url, crowd, seed=seed):
        await asked(url, known, 100)  # what everybody asks first is made then
        return await asked(url, _paths(count, seed + 1) if anew else Random(seed).choices(known, k=count), RATE)


def _paths(count: int, seed: int) -> Sequence[str]:
    """Recommendations on answers by chance, records in all faces and badges, mixed: 3 to 1 to 1."""
    rulebook, chance = shipped_rulebook(), Random(seed)
    return [_path(rulebook, chance) for _ in range(count)]


def _path(rulebook: Rulebook, chance: Random) -> str:
    asked = chance.sample(rulebook.questions, chance.randint(1, len(rulebook.questions)))
    answers = {question.id: chance.choice(question.choices).id for question in asked}
    kind = chance.choice(("recommend", "recommend", "recommend", "record", "badge"))
    if kind == "recommend":
        return f"/api/v1/recommend?{urlencode(answers)}"
    code = encode(answers, rulebook.digest)
    return (
        f"/badge/{code}.svg" if kind == "badge" else f"/api/v1/records/{code}.{chance.choice(('md', 'json', 'html'))}"
    )


def _figure(what: str, rounds: list[list[Answered]], path: str, bar: float | None) -> Figure:
    """The 99th percentile of each round; of those the median, so that one hiccup of the machine is no verdict."""
    assert all(each.status == 200 for one in rounds for each in one)
    found = [[each.seconds * 1000 for each in one if each.path.startswith(path)] for one in rounds]
    most = [quantiles(one, n=100, method="inclusive")[-1] for one in found]
    middle = median(value for one in found for value in one)
    basis = f"p99, median of {len(rounds)} rounds of {len(found[0])}, slowest {max(most):.1f}; p50 {middle:.2f}"
    return Figure(what=what, value=median(most), unit="ms", basis=basis, at_most=bar)


@contextmanager
def _one_core() -> Iterator[None]:
    """Let what is started here run on one core."""
    with _cores({min(os.sched_getaffinity(0))}):
        yield


@contextmanager
def _other_cores() -> Iterator[None]:
    """Leave that core to it, where there is another one."""
    with _cores(set(sorted(os.sched_getaffinity(0))[1:]) or os.sched_getaffinity(0)):
        yield


@contextmanager
def _cores(wanted: set[int]) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, wanted)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
