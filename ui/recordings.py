"""The recordings that are played in this app, and for which demos there is one."""

from collections.abc import Mapping
from functools import cache
from threading import Lock

from demos.demo import Demo
from demos.errors import DemoError
from demos.recording import RECORDINGS, Recording, recording_of

REMEMBER = 900.0
"""Seconds for which a recording is kept after its end, as runs are."""

_playing: dict[str, Recording] = {}
_lock = Lock()


class NoRecording(DemoError):
    """There is no recording of this demo."""

    def __init__(self, title: str) -> None:
        super().__init__(f"There is no recording of “{title}”.")


@cache
def exists(id_: str) -> bool:
    """Whether the demo with that id has a recording."""
    return (RECORDINGS / f"{id_}.json.gz").is_file()


def begin(demo: Demo, guesses: Mapping[str, int]) -> Recording:
    """Play the recording of `demo` from its start, beside what the visitor guesses.

    Raises:
        NoRecording: there is none.
        DemoError: it cannot be played, or a guess cannot be taken.
    """
    recording = recording_of(demo, predictions=guesses)
    if recording is None:
        raise NoRecording(demo.title)
    with _lock:
        for old in [id_ for id_, each in _playing.items() if (each.ended_seconds_ago or 0.0) > REMEMBER]:
            del _playing[old]
        _playing[recording.id] = recording
    return recording


def find(id_: str) -> Recording | None:
    """Give the recording that is played under that id."""
    with _lock:
        return _playing.get(id_)
