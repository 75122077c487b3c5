"""The project's compose file, started for real: under a name and on a port of its own, and taken away whole."""

import os
import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker

from tests import needs

ROOT = Path(__file__).parents[2]
BUILD_SECONDS = 600  # downloads every library
START_SECONDS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One start of compose.yaml. `url` is where the app answers once it is up."""

    command: tuple[str, ...]
    project: str
    port: int
    engine: docker.DockerClient

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def image(self) -> str:
        """The tag under which compose builds the app."""
        return f"{self.project}-app"

    def compose(self, *arguments: str, seconds: float = 60) -> str:
        """What a compose command prints, which has to succeed within `seconds`."""
        command = [*self.command, "--project-name", self.project, *arguments]
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"PORT": str(self.port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert ran.returncode == 0, f"{' '.join(command)}:\n{ran.stdout}"
        return ran.stdout

    def build(self) -> None:
        self.compose("build", "app", seconds=BUILD_SECONDS)

    def up(self) -> None:
        """Start everything and wait until each service says that it is healthy."""
        try:
            self.compose("up", "--detach", "--wait", seconds=START_SECONDS)
        except AssertionError as problem:
            problem.add_note(self.compose("logs", "--no-color", "--tail", "20"))
            raise

    def down(self) -> None:
        """Take everything away, also the image, which compose itself leaves where no container was made of it."""
        self.compose("down", "--volumes", "--timeout", "5")
        for image in self.engine.images.list(self.image):
            image.remove(force=True)

    def details(self) -> dict[str, dict[str, Any]]:
        """What the engine knows of each container, by the service's name."""
        containers = self.engine.containers.list(all=True, filters=self._mine)
        return {each.labels["com.docker.compose.service"]: each.attrs for each in containers}

    def leftovers(self) -> list[str]:
        """The names of all that this project has on the engine."""
        containers = [each.name for each in self.engine.containers.list(all=True, filters=self._mine)]
        volumes = [each.name for each in self.engine.volumes.list(filters=self._mine)]
        networks = [each.name for each in self.engine.networks.list(filters=self._mine)]
        images = [tag for each in self.engine.images.list(self.image) for tag in each.tags]
        return [name or "" for name in (*containers, *volumes, *networks, *images)]

    @property
    def _mine(self) -> dict[str, str | list[str] | bool]:
        return {"label": f"com.docker.compose.project={self.project}"}


@contextmanager
def new_stack(engine: docker.DockerClient) -> Iterator[Stack]:
    """A stack that is built but not up, and that is gone on leaving."""
    for tag in (needs.RABBITMQ_IMAGE, needs.REDIS_IMAGE, needs.PYTHON_IMAGE):
        needs.image(engine, tag)
    project = f"queuewise-test-{secrets.token_hex(4)}"
    stack = Stack(command=needs.compose(), project=project, port=_free_port(), engine=engine)
    try:
        stack.build()
        yield stack
    finally:
        stack.down()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
