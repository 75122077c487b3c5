"""One container: made, started, watched while it becomes ready, broken if it is private, removed with its volumes."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from docker import DockerClient
from docker.errors import APIError, NotFound
from docker.models.containers import Container
from docker.models.images import Image
from requests import RequestException

from backends import reaper
from backends.engine import translated
from backends.errors import BackendError, FaultFailed
from backends.fate import ENGINE_GONE, OUT_OF_MEMORY, REMOVED

_LOOK_SECONDS = 0.25
_NEVER = float("-inf")
_STATE_SECONDS = 10.0
_STOP_SECONDS = 30
_POLL_SECONDS = 0.02
_KILLED = 128 + 9
_left: set[str] = set()
_log = logging.getLogger(__name__)


class Contained:
    """A container in the words of `body.Body`. While it starts, the engine is asked four times a second at most."""

    def __init__(self, container: Container, image: str) -> None:
        self.label = f"The container {container.name} of {image}"
        self._container = container
        self._looked = time.monotonic()
        self._seen: str | None = None

    def ended(self) -> str | None:
        """Say the exit status, or that somebody removed it; None while it runs."""
        if time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._looked, self._seen = time.monotonic(), self._look()
        return self._seen

    def tail(self) -> str:
        """Give the last lines of its output."""
        with suppress(APIError, RequestException):
            return _text(self._container.logs(tail=20))
        return ""

    def kill(self) -> None:
        """Send SIGKILL to all of its processes."""
        with _fault():
            self._container.kill()
        self._expect(lambda state: state["Status"] == "exited" and state["ExitCode"] == _KILLED, "be killed")

    def stop(self) -> None:
        """Ask it to end in its own way; after half a minute that has failed."""
        with _fault():
            self._container.stop(timeout=_STOP_SECONDS)
        self._expect(lambda state: state["Status"] == "exited" and state["ExitCode"] != _KILLED, "end by itself")

    def start(self) -> None:
        """Start the same container again, with its data and its ports."""
        with _fault():
            self._container.start()
        self._looked, self._seen = time.monotonic(), None

    def freeze(self) -> None:
        """Stop all of its processes in the middle of what they do."""
        with _fault():
            self._container.pause()
        self._expect(lambda state: state["Status"] == "paused", "stand still")

    def thaw(self) -> None:
        """Let them go on."""
        with _fault():
            self._container.unpause()
        self._expect(lambda state: state["Status"] == "running", "go on")

    def run(self, *command: str) -> None:
        """Run a command inside until it has ended."""
        with _fault():
            ended = self._container.exec_run(list(command))
        if ended.exit_code != 0:
            raise FaultFailed(f"{command[0]} ended with status {ended.exit_code}.", log=_text(ended.output))

    def _look(self) -> str | None:
        try:
            self._container.reload()
        except NotFound:
            return REMOVED
        except RequestException:
            return ENGINE_GONE
        except APIError as problem:
            return f"Docker does not say how it is: {problem.explanation}"
        return _how_it_ended(self._container.attrs["State"])

    def _expect(self, holds: Callable[[Mapping[str, Any]], bool], what: str) -> None:
        self._looked = _NEVER
        deadline = time.monotonic() + _STATE_SECONDS
        while True:
            with _fault():
                self._container.reload()
            state = self._container.attrs["State"]
            if holds(state):
                return
            if time.monotonic() > deadline:
                raise FaultFailed(
                    f"{self.label} is {state['Status']} with exit status {state['ExitCode']}.",
                    expected=f"It was expected to {what} within {_STATE_SECONDS:g} s.",
                )
            time.sleep(_POLL_SECONDS)


@contextmanager
def running(client: DockerClient, image: Image, options: Mapping[str, Any]) -> Iterator[Container]:
    """Run a container of `image` until leaving. The reaper removes it should the app die.

    One that cannot be removed, because the engine is gone, is removed with the next one that is made, or by the reaper.

    Raises:
        PortTaken: somebody else has a port of it.
        BackendError: Docker did not make or start it.
    """
    _remove_left(client)
    with translated():
        container = client.containers.create(image, labels=reaper.labels(), **options)
    reaper.made(str(container.id))
    try:
        with translated():
            container.start()
        yield container
    finally:
        _remove(container)


def _remove(container: Container) -> None:
    try:
        with translated(), suppress(NotFound):
            container.remove(v=True, force=True)
        reaper.removed(str(container.id))
    except BackendError as problem:
        _log.warning("container %s is left until Docker answers again: %s", container.name, problem.happened)
        _left.add(str(container.id))


def _remove_left(client: DockerClient) -> None:
    for container in tuple(_left):
        with suppress(BackendError), translated():
            with suppress(NotFound):
                client.api.remove_container(container, v=True, force=True)
            _left.discard(container)
            reaper.removed(container)


@contextmanager
def _fault() -> Iterator[None]:
    """Turn what the engine says into a fault that failed."""
    try:
        with translated():
            yield
    except BackendError as problem:
        raise FaultFailed(problem.happened, remedy=problem.remedy) from None


def _text(output: object) -> str:
    return output.decode(errors="replace").rstrip() if isinstance(output, bytes) else ""


def _how_it_ended(state: Mapping[str, Any]) -> str | None:
    if state["Running"]:
        return None
    return OUT_OF_MEMORY if state.get("OOMKilled") else f"exit status {state['ExitCode']}"
