"""SIGKILL of the app, at any moment, leaves no container, process or folder."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event

import docker
import pytest
from docker.errors import NotFound

from backends import reaper
from tests.leftovers import eventually, processes_under

ROOT = Path(__file__).parents[3]
ROUNDS = 5
SEED = 20261122
GONE = "0123456789abcdef"
LATEST = 3.0
"""Seconds after which the app is killed at the latest: brokers are starting, ready or in use by then."""

_APP = """
import os, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from backends import isolate, leash, reaper
from backends.containers import Containers
from backends.contract import Broker
from backends.embedded import Embedded
from backends.local import Local

def hold(backend, broker):
    with backend.open(broker) as endpoint, isolate.space(endpoint, "abcd"), leash.private_folder() as folder:
        with leash.start(["sleep", "300"], env={"PATH": os.environ["PATH"]}, folder=folder) as worker:
            worker.wait(300)

print(reaper.labels()[reaper.SESSION], flush=True)
brokers = [(Embedded(), Broker.REDIS), (Containers(), Broker.REDIS), (Containers(), Broker.RABBITMQ)]
if Local().find(Broker.RABBITMQ).usable:
    brokers.append((Local(), Broker.RABBITMQ))
with ThreadPoolExecutor(len(brokers)) as threads:
    list(threads.map(lambda each: hold(*each), brokers))
"""


def _containers(client: docker.DockerClient, session: str) -> list[str]:
    label = f"{reaper.SESSION}={session}"
    return [str(each.name) for each in client.containers.list(all=True, filters={"label": label}, ignore_removed=True)]


def _moments() -> list[float]:
    chance = random.Random(SEED)
    return [round(chance.uniform(0.0, LATEST), 2) for _ in range(ROUNDS)]


@pytest.mark.usefixtures("rabbitmq_image", "redis_image")
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="leftovers are found by /proc, which is Linux's")
@pytest.mark.parametrize("seconds", _moments())
def test_a_killed_app_leaves_nothing(docker_engine: docker.DockerClient, tmp_path: Path, seconds: float) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", _APP],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with app:
        assert app.stdout is not None
        session = app.stdout.readline().strip()
        assert session
        Event().wait(seconds)
        app.send_signal(signal.SIGKILL)
    killed = time.monotonic()

    assert eventually(lambda: not processes_under(tmp_path)), processes_under(tmp_path)
    assert eventually(lambda: list(tmp_path.iterdir()) == []), list(tmp_path.iterdir())
    assert eventually(lambda: not _containers(docker_engine, session)), _containers(docker_engine, session)
    assert time.monotonic() - killed < 5


def test_the_next_app_sweeps_what_an_app_left_whose_reaper_was_killed_too(
    docker_engine: docker.DockerClient, redis_image: str
) -> None:
    mine = reaper.labels()
    left = docker_engine.containers.create(redis_image, labels={**mine, reaper.SESSION: GONE})
    kept = docker_engine.containers.create(redis_image, labels=mine)
    next_app = [sys.executable, "-c", "from backends import reaper; reaper.labels(); input()"]
    try:
        with subprocess.Popen(next_app, cwd=ROOT, stdin=subprocess.PIPE, text=True) as app:
            assert eventually(lambda: not _containers(docker_engine, GONE), seconds=15)
            assert kept.name in _containers(docker_engine, mine[reaper.SESSION])
            app.communicate("\n")
    finally:
        for container in (left, kept):
            with suppress(NotFound):
                container.remove(v=True, force=True)
