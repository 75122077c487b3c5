"""Removes this app's containers when the app ends, however it ends.

Containers belong to the Docker engine and outlive us. So the first container is preceded by a reaper: a
process in a session of its own that reads from a pipe whose other end only the app holds. At its end it
removes every container that carries the app's session as a label, and goes on looking for a while, because
the engine may still be making one that was asked for. An engine that does not answer then is waited for,
ten minutes at most. Should the reaper be killed, too, or the engine come back later, the next app on this
machine sweeps what is left.

`python -m backends.reaper SESSION` is that process.
"""

import atexit
import logging
import os
import platform
import re
import secrets
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from backends.errors import BackendError

if TYPE_CHECKING:
    from docker import DockerClient

SESSION = "queuewise.session"
"""The label that names the app a container belongs to."""

_MACHINE = "queuewise.machine"
_IMPORT_AFTER_SECONDS = 5.0
_LINGER_SECONDS = 2.0
_ENGINE_SECONDS = 10
_AGAIN_SECONDS = 0.25
_ENGINE_BACK_SECONDS = 600.0
_CLEAN_END, _SOME_LEFT = b".", b"!"
_REAPER = re.compile(r"backends\.reaper\W([0-9a-f]{16})")
_ONE = threading.Lock()
_standing: set[str] = set()
_log = logging.getLogger(__name__)


def labels() -> dict[str, str]:
    """Give the labels of every container of this app, after making sure that its reaper runs."""
    with _ONE:
        return {SESSION: _session(), _MACHINE: _machine()}


def made(container: str) -> None:
    """Remember that the container with this id was made, until `removed` is told."""
    _standing.add(container)


def removed(container: str) -> None:
    """Forget a container that is gone."""
    _standing.discard(container)


def sweep(client: "DockerClient") -> tuple[str, ...]:
    """Remove the containers of apps on this machine whose reaper is gone; give their ids."""
    alive = _sessions_with_reaper()
    here = client.api.containers(all=True, filters={"label": [SESSION, f"{_MACHINE}={_machine()}"]})
    left = tuple(each["Id"] for each in here if each["Labels"][SESSION] not in alive)
    _remove(client, left)
    return left


@cache
def _session() -> str:
    """Start the reaper and give the session that it guards."""
    session = secrets.token_hex(8)
    reaper = subprocess.Popen(
        [sys.executable, "-m", "backends.reaper", session],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
        start_new_session=True,
    )
    atexit.register(_dismiss, reaper)
    threading.Thread(target=_sweep_quietly, daemon=True, name="sweep").start()
    return session


def _sweep_quietly() -> None:
    """Sweep beside the first start of a broker, which must not wait for it."""
    from backends.engine import engine

    try:
        with engine() as client:
            for container in sweep(client):
                _log.info("removed container %s, which an earlier app left", container)
    except BackendError as problem:
        _log.warning("nothing was swept: %s", problem)


def _dismiss(reaper: "subprocess.Popen[bytes]") -> None:
    """Say that the app ends in order, so that nothing is in flight, and whether a container is left."""
    if reaper.stdin is not None:
        with suppress(OSError), reaper.stdin as pipe:
            pipe.write(_SOME_LEFT if _standing else _CLEAN_END)


def _machine() -> str:
    """Name this machine and user: another one's reapers cannot be seen from here."""
    return f"{platform.node()}/{os.getuid()}"


def _sessions_with_reaper() -> frozenset[str]:
    return frozenset(_REAPER.findall(_command_lines()))


def _command_lines() -> str:
    if Path("/proc/self").exists():
        return "\n".join(map(_command_line, Path("/proc").glob("[0-9]*")))
    return subprocess.run(["/bin/ps", "-axww", "-o", "command="], capture_output=True, text=True, check=True).stdout


def _command_line(process: Path) -> str:
    with suppress(OSError):
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _remove(client: "DockerClient", containers: Iterable[str]) -> None:
    from docker.errors import APIError

    def remove(container: str) -> None:
        with suppress(APIError):  # somebody else is removing it, or has
            client.api.remove_container(container, v=True, force=True)

    with ThreadPoolExecutor() as all_at_once:
        list(all_at_once.map(remove, containers))


def _reap(session: str) -> None:
    """Wait for the app's end, then remove its containers, also those that are still being made."""
    # Not at once: the import would compete with the start of the first broker. Not at the end: it is in a hurry then.
    if not select.select([sys.stdin], [], [], _IMPORT_AFTER_SECONDS)[0]:
        import_module("docker")
    clean = sys.stdin.buffer.read() == _CLEAN_END
    ended, answered = time.monotonic(), False
    while True:
        answered = _remove_all(session) or answered
        patience = _LINGER_SECONDS if answered else _ENGINE_BACK_SECONDS
        if clean or time.monotonic() >= ended + patience:
            return
        time.sleep(_AGAIN_SECONDS)


def _remove_all(session: str) -> bool:
    """Say whether the engine answered."""
    import docker
    from docker.errors import DockerException
    from requests import RequestException

    with suppress(DockerException, RequestException), closing(docker.from_env(timeout=_ENGINE_SECONDS)) as client:
        ours = client.api.containers(all=True, quiet=True, filters={"label": f"{SESSION}={session}"})
        _remove(client, [each["Id"] for each in ours])
        return True
    return False


if __name__ == "__main__":
    _reap(sys.argv[1])
