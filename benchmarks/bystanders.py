"""A container, a process and a folder of somebody else, which must come to no harm."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import docker
from docker.models.containers import Container

Touched = Callable[[], list[str]]
IMAGE = "redis:8"


@contextmanager
def bystanders(engine: docker.DockerClient) -> Iterator[Touched]:
    """Have one of each; give a function that names those that were ended, started anew or removed since."""
    with TemporaryDirectory() as name, _process() as process, _container(engine) as container:
        file = Path(name) / "kept"
        file.touch()
        began = container.attrs["State"]["StartedAt"]

        def touched() -> list[str]:
            container.reload()
            state = container.attrs["State"]
            harmed = {
                "the container": not state["Running"] or state["StartedAt"] != began,
                "the process": process.poll() is not None,
                "the folder": not file.exists(),
            }
            return [what for what, is_so in harmed.items() if is_so]

        yield touched


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@contextmanager
def _container(engine: docker.DockerClient) -> Iterator[Container]:
    container = engine.containers.run(IMAGE, detach=True)
    try:
        container.reload()
        yield container
    finally:
        container.remove(force=True, v=True)
