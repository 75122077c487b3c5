"""SIGKILL of the app while its brokers are broken leaves no container, process or folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import docker
import pytest

from backends import reaper
from tests.leftovers import eventually, processes_under

ROOT = Path(__file__).parents[3]

_APP = """
import sys
from contextlib import ExitStack
from backends import reaper
from backends.containers import Containers
from backends.contract import Broker, Setup
from backends.embedded import Embedded
from backends.local import Local

fault = sys.argv[1]
with ExitStack() as held:
    places = [(Embedded(), Broker.REDIS), (Containers(), Broker.REDIS)]
    places += [(Containers(), Broker.RABBITMQ), (Local(), Broker.RABBITMQ)]
    for backend, broker in places:
        if backend.find(broker).usable:
            endpoint = held.enter_context(backend.open(broker, setup=Setup()))
            getattr(endpoint.control, fault)()
    print(reaper.labels()[reaper.SESSION], flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("rabbitmq_image", "redis_image")
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="leftovers are found by /proc, which is Linux's")
@pytest.mark.parametrize("fault", ["kill", "freeze", "cut"])
def test_an_app_that_is_killed_while_its_brokers_are_broken_leaves_nothing(
    docker_engine: docker.DockerClient, tmp_path: Path, fault: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _APP, fault],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as app:
        assert app.stdout is not None
        session = app.stdout.readline().strip()
        assert session
        app.send_signal(signal.SIGKILL)

    assert eventually(lambda: not processes_under(tmp_path)), processes_under(tmp_path)
    assert eventually(lambda: list(tmp_path.iterdir()) == []), list(tmp_path.iterdir())
    assert eventually(lambda: not _containers(docker_engine, session)), _containers(docker_engine, session)


def _containers(client: docker.DockerClient, session: str) -> list[str]:
    label = f"{reaper.SESSION}={session}"
    return [str(each.name) for each in client.containers.list(all=True, filters={"label": label}, ignore_removed=True)]
