"""How the process or container behind a broker ended, if it did."""

from dataclasses import dataclass

ENGINE_GONE = "the Docker engine does not answer any more"
OUT_OF_MEMORY = "out of memory"
REMOVED = "somebody removed it"


@dataclass(frozen=True, slots=True)
class Fate:
    """`whose`, in words: "redis-server (process 4711)"; and `how` it ended: "SIGKILL"."""

    whose: str
    how: str


def not_known() -> Fate | None:
    """Say nothing: the broker is somebody else's."""
    return None
