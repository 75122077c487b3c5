"""A broker that runs as a process of ours, as something that can be waited for."""

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from backends.leash import Leashed


@dataclass(frozen=True, slots=True)
class Process:
    """A leashed program in the words of `readiness.Subject`."""

    program: Leashed

    @property
    def label(self) -> str:
        """Name and process id."""
        return f"{self.program.name} (process {self.program.pid})"

    def ended(self) -> str | None:
        """Say the exit status, or the signal; None while it runs."""
        status = self.program.poll()
        if status is None:
            return None
        return f"exit status {status}" if status >= 0 else signal.Signals(-status).name

    def tail(self) -> str:
        """Give the last lines of its output, masked."""
        return self.program.tail()


def search_path(places: Iterable[Path] = ()) -> str:
    """Give the PATH, and after it `places`."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), *map(str, places)])


def clean_environment(folder: Path, path: str) -> dict[str, str]:
    """Give an environment with nothing in it but `path` and a home in `folder`.

    Inherited RABBITMQ_* and ERL_* variables would change the broker, and the app's secrets are not its business.
    """
    return {"PATH": path, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
