"""How long something is left of an app that was killed in the middle of a run."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product, takewhile
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event
from typing import NamedTuple

import docker

from backends import reaper
from benchmarks.bystanders import bystanders
from benchmarks.clicking import started
from benchmarks.figure import Figure, Tell
from demos.catalogue import catalogue
from rules.receipt import receipts
from tests import needs
from tests.e2e import served
from tests.leftovers import processes_under

BAR = 5.0
"""Seconds."""

LATEST = 8.0
"""Seconds after the click at which the app is killed at the latest, and before a usual run of the demo is over."""

LOOK_SECONDS = 6.0
"""How long is looked: when all seems gone, the engine may still be making a container."""

SOURCES = ("containers", "local")
SEED = 20261122

LANES = 6
"""How many apps there are at the same time. Most of what each needs is waiting."""

_POLL_SECONDS = 0.2
_SESSION = re.compile(r"backends\.reaper (\w+)")

Left = Callable[[], list[str]]


class Kill(NamedTuple):
    """One app that is to be killed: its number, what it runs, where its brokers come from, and seconds until then."""

    number: int
    demo: str
    source: str
    moment: float


def measure(tell: Tell, *, times: int = 20) -> Iterator[Figure]:
    """Seconds until nothing is left of an app that gets SIGKILL at a random moment of a run, at worst."""
    needs.rabbitmq_server()
    needs.redis_server()
    with needs.docker_engine() as engine, bystanders(engine) as touched, ThreadPoolExecutor(LANES) as lanes:
        # An iterator of a list hands out each once, whichever thread asks.
        kills = iter(list(_kills(times)))
        seconds = [one for lane in lanes.map(lambda _: _lane(kills, engine, tell, times), range(LANES)) for one in lane]
        harmed = touched()
    assert not harmed, f"Somebody else's came to harm: {', '.join(harmed)}"
    basis = (
        f"slowest of {times}, median {median(seconds):.1f}; containers, processes and folders, nothing foreign touched"
    )
    yield Figure(what="Left after SIGKILL of the app", value=max(seconds), unit="s", basis=basis, at_most=BAR)


def _kills(times: int) -> Iterator[Kill]:
    """Every demo on every source in an order by chance, again and again."""
    usual = receipts()
    chance, turns = Random(SEED), list(product((demo.id for demo in catalogue()), SOURCES))
    for number in range(times):
        if not number % len(turns):
            chance.shuffle(turns)
        demo, source = turns[number % len(turns)]
        yield Kill(number + 1, demo, source, chance.uniform(0, min(LATEST, usual[demo].median)))


def _lane(kills: Iterator[Kill], engine: docker.DockerClient, tell: Tell, times: int) -> list[float]:
    """Kill one app after the other; give the seconds for which something was left of each."""
    seconds = []
    for kill in kills:
        what, left = _killed(engine, kill)
        tell(f"{kill.number} of {times}: {what}, {left:.2f} s left")
        seconds.append(left)
    return seconds


def _killed(engine: docker.DockerClient, kill: Kill) -> tuple[str, float]:
    """Serve the app, run the demo, kill the app; give what was killed and the seconds for which something was left."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "temporary"
        folder.mkdir()
        settings = {"TMPDIR": str(folder), "QUEUEWISE_BACKENDS": kill.source}
        with (
            served.process(Path(name) / "log.txt", **settings) as (app, url),
            started(url, kill.demo) as listen,
        ):
            listen(kill.moment)
            left = _left(folder, engine)
            there = len(left())
            app.kill()
            app.wait()
            what = f"{kill.demo}, {kill.source}, SIGKILL after {kill.moment:.1f} s, {there} there"
            seconds = _until_gone(left)
            return what + "".join(f", still {_named(each)}" for each in left()), seconds


def _left(folder: Path, engine: docker.DockerClient) -> Left:
    """Give a function that names every process, folder and container of the app."""
    label = f"{reaper.SESSION}={''.join(_SESSION.findall(' '.join(processes_under(folder))))}"

    def left() -> list[str]:
        containers = engine.containers.list(all=True, filters={"label": label}, ignore_removed=True)
        return [*processes_under(folder), *map(str, folder.iterdir()), *(str(each.name) for each in containers)]

    return left


def _named(left: str) -> str:
    """A path, a container or a command line, without the environment that follows it: passwords are in there."""
    return " ".join(takewhile(lambda word: "=" not in word, left.split()))


def _until_gone(left: Left) -> float:
    """Seconds, from now, for which something was seen."""
    began, seconds = time.monotonic(), 0.0
    while time.monotonic() - began < LOOK_SECONDS:
        if left():
            seconds = time.monotonic() - began
        Event().wait(_POLL_SECONDS)
    return seconds
