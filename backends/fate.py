"""What became of a broker, in words: how what was behind it ended, or what the matter is with it."""

from dataclasses import dataclass

ENGINE_GONE = "the Docker engine does not answer any more"
OUT_OF_MEMORY = "out of memory"
REMOVED = "somebody removed it"


@dataclass(frozen=True, slots=True)
class Fate:
    """`whose`, in words: "redis-server (process 4711)"; and `how` it ended: "SIGKILL"."""

    whose: str
    how: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter with a broker and what to do about it, both in whole sentences."""

    happened: str
    remedy: str


def not_known() -> Fate | None:
    """Say nothing: the broker is somebody else's."""
    return None
