"""What a run may leave behind, and waiting until it is gone. Nobody sleeps: every wait has a deadline."""

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

_POLL_SECONDS = 0.02


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether `holds` becomes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        Event().wait(_POLL_SECONDS)
    return True


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state = shown.stdout.strip()
    return bool(state) and not state.startswith("Z")


def processes_under(folder: Path) -> list[str]:
    """The command lines of processes that work in `folder`, name it, or have it in their environment (Linux)."""
    return [line for line in map(_described, Path("/proc").glob("[0-9]*")) if str(folder) in line]


def _described(process: Path) -> str:
    """Command line, folder and environment of a process; empty if it is gone, not ours, or this one."""
    if process.name == str(os.getpid()):
        return ""
    with suppress(OSError):
        parts = [(process / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")]
        return " ".join([*parts, str((process / "cwd").readlink())]).replace("\0", " ")
    return ""
