"""Writes down every event of a run before anything else happens, so that a run that is cut off leaves evidence, too.

One line of JSON for what was planned, then one for the events up to each message that is sent. Each line has a
checksum (CRC-32) over itself and all earlier ones: who publishes waits for it, so it has to be cheap.
"""

import json
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from demos.chain import Plain, canonical
from demos.errors import EvidenceDamaged, JournalFailed, NotEvidence
from demos.events import Event, What

SHAPE = 1
BEGINNING = b'{"journal":'

_FIRST = (What.PLANNED, What.SENT, What.TICK)
"""What has to be out of this process before it goes on: these ids are sent next."""

_LATEST_SECONDS = 0.5
"""After which everything else is written out, too."""


class Journal:
    """An open journal. Not thread-safe: its owner guards it."""

    def __init__(self, file: IO[str], run: Plain) -> None:
        self._file = file
        self._waiting: list[Event] = []
        self._out = time.monotonic()
        self._sum = 0
        self._write(f'{{"journal":{SHAPE},"run":{canonical(run)}')

    def write(self, event: Event) -> None:
        """Take an event down. One that is about to be sent, and all before it, are out of this process then.

        Raises:
            JournalFailed: it could not be written, because the disk is full, for example.
        """
        self._waiting.append(event)
        if event.what in _FIRST or time.monotonic() - self._out > _LATEST_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write everything out.

        Raises:
            JournalFailed: it could not be written.
        """
        if self._waiting:
            self._write(f'{{"events":{_QUICK.encode([_row(event) for event in self._waiting])}')
            self._waiting.clear()

    def _write(self, content: str) -> None:
        self._sum = zlib.crc32(content.encode(), self._sum)
        try:
            self._file.write(f'{content},"sum":{self._sum}}}\n')
            self._file.flush()
        except OSError as problem:
            raise JournalFailed(problem.strerror or str(problem)) from problem
        self._out = time.monotonic()


@contextmanager
def journal(path: Path, run: Plain) -> Iterator[Journal]:
    """Open a new journal of the run that `run` tells of, and close it on leaving.

    Raises:
        JournalFailed: it cannot be written there.
    """
    try:
        file = path.open("x", encoding="ascii")
    except OSError as problem:
        raise JournalFailed(problem.strerror or str(problem)) from problem
    opened = Journal(file, run)
    try:
        yield opened
    finally:
        # A disk that is full was told when it happened.
        with suppress(OSError, JournalFailed), file:
            opened.flush()


def read_journal(text: str) -> tuple[Plain, list[Plain]]:
    """Give what was planned, and every event. A last line that was cut off in the middle is left out.

    Raises:
        NotEvidence: it is no journal that can be read here.
        EvidenceDamaged: a line does not fit its checksum.
    """
    try:
        lines = [(json.loads(line), line.rpartition(',"sum":')[0]) for line in text.split("\n")[:-1]]
        events: list[Plain] = []
        checksum = 0
        for line, content in lines:
            checksum = zlib.crc32(content.encode(), checksum)
            if checksum != line["sum"]:
                raise EvidenceDamaged([f"event {len(events) + 1}: it, or one soon after it, was changed"])
            events += (dict(zip(_FIELDS, row, strict=True)) for row in line.get("events", ()))
        if lines[0][0]["journal"] != SHAPE:
            raise NotEvidence(f"only a journal of shape {SHAPE} can be read here")
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotEvidence(f"it is no journal ({type(error).__name__})") from None
    return lines[0][0]["run"], events


def _row(event: Event) -> tuple[object, ...]:
    return event.seq, event.at, event.what.value, event.stop, event.message, dict(event.detail)


_FIELDS = ("seq", "at", "what", "stop", "message", "detail")

_QUICK = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)
