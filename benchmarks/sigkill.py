"""How long something is left of an app that was killed in the middle of a run."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import cycle, product
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event

import docker
from playwright.sync_api import Browser

from backends import reaper
from benchmarks.figure import Figure, Tell
from benchmarks.visiting import browser, opened
from demos.catalogue import catalogue
from tests import needs
from tests.e2e import served, visitor
from tests.leftovers import processes_under

BAR = 5.0
"""Seconds."""

LATEST = 8.0
"""Seconds after the click at which the app is killed at the latest: by then every demo is in the middle."""

LOOK_SECONDS = 6.0
"""How long is looked: when all seems gone, the engine may still be making a container."""

SOURCES = ("containers", "local")
SEED = 20261122

_POLL_SECONDS = 0.02
_SESSION = re.compile(r"backends\.reaper (\w+)")

Left = Callable[[], list[str]]


def measure(tell: Tell, *, times: int = 20) -> Iterator[Figure]:
    """Seconds until nothing is left of an app that gets SIGKILL at a random moment of a run, at worst."""
    needs.rabbitmq_server()
    needs.redis_server()
    chance, turns = Random(SEED), cycle(product(SOURCES, catalogue()))
    with needs.docker_engine() as engine, browser() as chromium:
        seconds = []
        for number in range(times):
            source, demo = next(turns)
            tell(f"{number + 1} of {times}: {demo.id}, brokers from {source}")
            seconds.append(_killed(chromium, engine, demo.id, source, chance.uniform(0, LATEST), tell))
    basis = f"slowest of {times}, median {median(seconds):.1f}; containers, processes and folders"
    yield Figure(what="Left after SIGKILL of the app", value=max(seconds), unit="s", basis=basis, at_most=BAR)


def _killed(chromium: Browser, engine: docker.DockerClient, demo: str, source: str, moment: float, tell: Tell) -> float:
    """Serve the app, run the demo, kill the app; give the seconds for which something was left."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "temporary"
        folder.mkdir()
        settings = {"TMPDIR": str(folder), "QUEUEWISE_BACKENDS": source}
        with (
            served.process(Path(name) / "log.txt", **settings) as (app, url),
            opened(chromium, f"{url}/try-it?demo={demo}") as page,
        ):
            visitor.run_button(page).click()
            page.wait_for_timeout(moment * 1000)
            left = _left(folder, engine)
            tell(f"SIGKILL {moment:.1f} s after the click; there are {len(left())} processes, folders and containers")
            app.kill()
            app.wait()
            return _until_gone(left, tell)


def _left(folder: Path, engine: docker.DockerClient) -> Left:
    """Give a function that names every process, folder and container of the app."""
    label = f"{reaper.SESSION}={''.join(_SESSION.findall(' '.join(processes_under(folder))))}"

    def left() -> list[str]:
        containers = engine.containers.list(all=True, filters={"label": label}, ignore_removed=True)
        return [*processes_under(folder), *map(str, folder.iterdir()), *(str(each.name) for each in containers)]

    return left


def _until_gone(left: Left, tell: Tell) -> float:
    """Seconds, from now, for which something was seen."""
    began, seconds = time.monotonic(), 0.0
    while time.monotonic() - began < LOOK_SECONDS:
        if seen := left():
            seconds = time.monotonic() - began
        Event().wait(_POLL_SECONDS)
    tell(f"nothing left after {seconds:.2f} s" if not seen else f"still left: {seen}")
    return seconds
