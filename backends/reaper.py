"""Removes this app's containers when the app ends, however it ends.

Containers belong to the Docker engine and outlive us. So the first container is preceded by a reaper: a
process in a session of its own that reads from a pipe whose other end only the app holds. At its end it
removes every container that carries the app's session as a label, and goes on looking for a while, because
the engine may still be making one that was asked for. Should the reaper be killed, too, the next app on
this machine sweeps what it left.

`python -m backends.reaper SESSION` is that process.
"""

import atexit
import logging
import os
import platform
import re
import secrets
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backends.errors import BackendError

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

SESSION = "queuewise.session"
"""The label that names the app a container belongs to."""

_MACHINE = "queuewise.machine"
_LINGER_SECONDS = 2.5
_ENGINE_SECONDS = 10
_AGAIN_SECONDS = 0.25
_CLEAN_END = b"."
_REAPER = re.compile(r"backends\.reaper\W([0-9a-f]{16})")
_ONE = threading.Lock()
_log = logging.getLogger(__name__)


def labels() -> dict[str, str]:
    """Give the labels of every container of this app, after making sure that its reaper runs."""
    with _ONE:
        return {SESSION: _session(), _MACHINE: _machine()}


def sweep(client: "DockerClient") -> tuple[str, ...]:
    """Remove the containers of apps on this machine whose reaper is gone; give their names."""
    alive = _sessions_with_reaper()
    mine = client.containers.list(
        all=True, filters={"label": [SESSION, f"{_MACHINE}={_machine()}"]}, ignore_removed=True
    )
    left = [each for each in mine if each.labels[SESSION] not in alive]
    for container in left:
        _remove(container)
    return tuple(str(container.name) for container in left)


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
            for name in sweep(client):
                _log.info("removed %s, which an earlier app left", name)
    except BackendError as problem:
        _log.warning("nothing was swept: %s", problem)


def _dismiss(reaper: "subprocess.Popen[bytes]") -> None:
    """Say that the app ends in order: there is nothing in flight to wait for."""
    if reaper.stdin is not None:
        with suppress(OSError), reaper.stdin as pipe:
            pipe.write(_CLEAN_END)


def _machine() -> str:
    """Name this machine and user: another one's reapers cannot be seen from here."""
    return f"{platform.node()}/{os.getuid()}"


def _sessions_with_reaper() -> frozenset[str]:
    return frozenset(_REAPER.findall(_command_lines()))


def _command_lines() -> str:
    if Path("/proc/self").exists():
        return "\n".join(map(_command_line, Path("/proc").glob("[0-9]*/cmdline")))
    return subprocess.run(["/bin/ps", "-axww", "-o", "command="], capture_output=True, text=True, check=True).stdout


def _command_line(file: Path) -> str:
    with suppress(OSError):
        return file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _remove(container: "Container") -> None:
    from docker.errors import APIError

    with suppress(APIError):  # somebody else is removing it, or has
        container.remove(v=True, force=True)


def _reap(session: str) -> None:
    """Wait for the app's end, then remove its containers, also those that are still being made."""
    in_order = sys.stdin.buffer.read() == _CLEAN_END
    deadline = time.monotonic() + (0 if in_order else _LINGER_SECONDS)
    while True:
        _remove_all(session)
        if time.monotonic() >= deadline:
            return
        time.sleep(_AGAIN_SECONDS)


def _remove_all(session: str) -> None:
    # Only now: a waiting reaper should be small, and quick to start while the first broker starts.
    import docker
    from docker.errors import DockerException
    from requests import RequestException

    with suppress(DockerException, RequestException), closing(docker.from_env(timeout=_ENGINE_SECONDS)) as client:
        for container in client.containers.list(
            all=True, filters={"label": f"{SESSION}={session}"}, ignore_removed=True
        ):
            _remove(container)


if __name__ == "__main__":
    _reap(sys.argv[1])
