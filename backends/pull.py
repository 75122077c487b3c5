"""The download of an image, in lines that a person can follow and call off."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from backends.contract import Progress
from backends.engine import engine
from backends.errors import BackendError, PullCancelled, PullFailed

_LOOK_SECONDS = 0.1
_SILENCE_SECONDS = 60.0
_MEGABYTE = 1_000_000

_Line = Mapping[str, Any]


def pull(name: str, *, cancelled: threading.Event, silence: float = _SILENCE_SECONDS) -> Progress:
    """Download the image `name`; give a line whenever it has come further.

    Raises:
        PullCancelled: `cancelled` was set; the engine drops the download at its next sign of life.
        PullFailed: the registry cannot be reached, does not have the image, or was silent for `silence` seconds.
    """
    yield f"Asking for {name}"
    downloaded = _Downloaded()
    said = ""
    for line in _lines(name, cancelled, silence):
        if "error" in line:
            raise _failed(name, str(line["error"]))
        words = downloaded.after(line)
        if words != said:
            said = words
            yield words
    yield f"{name} is here"


@dataclass(slots=True)
class _Downloaded:
    """What has come of every layer, in bytes."""

    layers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def after(self, line: _Line) -> str:
        detail = line.get("progressDetail") or {}
        if line.get("status") == "Downloading" and "total" in detail:
            self.layers[str(line["id"])] = (int(detail["current"]), int(detail["total"]))
            return self._words()
        return str(line.get("status", "")).split(": sha256", maxsplit=1)[0]

    def _words(self) -> str:
        here = sum(current for current, _ in self.layers.values()) / _MEGABYTE
        total = sum(total for _, total in self.layers.values()) / _MEGABYTE
        return f"Downloaded {here:.0f} of {total:.0f} MB"


def _lines(name: str, cancelled: threading.Event, silence: float) -> Iterator[_Line]:
    """Give what the engine says; another thread waits for it, so that Cancel never does."""
    heard: SimpleQueue[_Line | BackendError | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(name, cancelled, heard), daemon=True, name="pull").start()
    quiet = 0.0
    while not cancelled.is_set():
        try:
            line = heard.get(timeout=_LOOK_SECONDS)
        except Empty:
            quiet += _LOOK_SECONDS
            if quiet >= silence:
                cancelled.set()
                raise _failed(name, f"the registry was silent for {silence:g} s") from None
            continue
        quiet = 0.0
        if line is None:
            return
        if isinstance(line, BackendError):
            raise _failed(name, line.happened)
        yield line
    raise PullCancelled(f"The download of {name} was called off.")


def _listen(name: str, cancelled: threading.Event, heard: "SimpleQueue[_Line | BackendError | None]") -> None:
    try:
        with engine() as client:
            for line in client.api.pull(name, stream=True, decode=True):
                if cancelled.is_set():
                    return
                heard.put(line)
        heard.put(None)
    except BackendError as problem:
        heard.put(problem)


def _failed(name: str, why: str) -> PullFailed:
    return PullFailed(
        f"{name} could not be downloaded: {why}",
        remedy="Check that this machine reaches the registry and that the image exists; `make images` may help.",
    )
