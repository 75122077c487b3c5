"""One container: made, started, watched while it becomes ready, removed with its volumes."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from docker import DockerClient
from docker.errors import APIError, NotFound
from docker.models.containers import Container
from docker.models.images import Image
from requests import RequestException

from backends import reaper
from backends.engine import translated

_LOOK_SECONDS = 0.25


class Contained:
    """A container in the words of `readiness.Subject`. The engine is asked four times a second at most."""

    def __init__(self, container: Container, image: str) -> None:
        self.label = f"The container {container.name} of {image}"
        self._container = container
        self._looked = time.monotonic()

    def ended(self) -> str | None:
        """Say the exit status, or that somebody removed it; None while it runs."""
        if time.monotonic() - self._looked < _LOOK_SECONDS:
            return None
        self._looked = time.monotonic()
        try:
            self._container.reload()
        except NotFound:
            return "somebody removed it"
        except (APIError, RequestException) as problem:
            return f"Docker does not answer any more: {problem}"
        return _how_it_ended(self._container.attrs["State"])

    def tail(self) -> str:
        """Give the last lines of its output."""
        with suppress(APIError, RequestException):
            return str(self._container.logs(tail=20).decode(errors="replace")).rstrip()
        return ""


@contextmanager
def running(client: DockerClient, image: Image, options: Mapping[str, Any]) -> Iterator[Container]:
    """Run a container of `image` until leaving. The reaper removes it should the app die.

    Raises:
        PortTaken: somebody else has a port of it.
        BackendError: Docker did not make or start it.
    """
    with translated():
        container = client.containers.create(image, labels=reaper.labels(), **options)
    try:
        with translated():
            container.start()
        yield container
    finally:
        with suppress(NotFound), translated():
            container.remove(v=True, force=True)


def _how_it_ended(state: Mapping[str, Any]) -> str | None:
    if state["Running"]:
        return None
    return "out of memory" if state.get("OOMKilled") else f"exit status {state['ExitCode']}"
