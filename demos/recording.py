"""Plays the evidence of a run again, with no broker: it reads like a run and always says that it is a recording."""

import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import RLock
from types import MappingProxyType

from demos.catalogue import HERE, defaults, demo
from demos.demo import Demo
from demos.errors import NoSuchFault, NotNow
from demos.events import Event
from demos.evidence import Evidence
from demos.evidence_file import read
from demos.ledger import Ledger
from demos.playhead import Playhead
from demos.predictions import NO_GUESSES, beside, sealed
from demos.progress import chapter_of, share_of
from demos.route import route_for
from demos.snapshot import Snapshot, Status
from demos.tally import Tally

RECORDINGS = HERE / "recordings"
"""One file for each demo, written by `python -m demos record`."""


class Recording:
    """A run that is played again, from its first event, in its own time. See `Performance`.

    `playhead` pauses it, lets it go on, steps, and skips to the end. `predictions` are guesses of who looks now;
    without any, those of the run itself are shown. `same_code` says whether the demo's code is still what ran.

    Raises:
        BadPrediction: the demo does not ask for one of the guesses, or it is no sensible number.
    """

    def __init__(self, what: Demo, evidence: Evidence, *, predictions: Mapping[str, int] = NO_GUESSES) -> None:
        self.id = secrets.token_hex(16)
        self.demo = what
        self.playhead = Playhead(evidence.events)
        self.same_code = what.story == evidence.story
        self._evidence = evidence
        self._sealed = sealed(what, predictions) if predictions else evidence.predictions
        self._parameters = MappingProxyType({**defaults(what), **evidence.parameters})
        self._route = route_for(what, self._parameters)
        self._tally, self._counted = Tally(no_confirms=evidence.no_confirms), 0
        self._share = 0.0
        self._left = False
        self._lock = RLock()

    @property
    def status(self) -> Status:
        """RUNNING while it plays, then what the run ended with; CANCELLED if it was left before."""
        if self.playhead.ended_seconds_ago is None:
            return Status.RUNNING
        ended = self._evidence.status if self._evidence.status.ended else Status.INTERRUPTED
        return Status.CANCELLED if self._left else ended

    @property
    def ended_seconds_ago(self) -> float | None:
        """How long ago the last event was told; None while it plays or is paused."""
        return self.playhead.ended_seconds_ago

    def cancel(self) -> None:
        """End it where it is. Cancelling twice, or after the end, is harmless."""
        with self._lock:
            if self.playhead.ended_seconds_ago is None:
                self._left = True
                self.playhead.cut()

    def request(self, fault: str) -> None:
        """Refuse: what is recorded has happened.

        Raises:
            NoSuchFault: the demo has none of that id.
            NotNow: always otherwise.
        """
        known = [each.id for each in self.demo.faults]
        raise NotNow(fault, "this is a recording") if fault in known else NoSuchFault(fault, known)

    def events_after(self, seq: int, timeout: float) -> tuple[Event, ...]:
        """Give the events after number `seq`; wait for one at most `timeout` seconds, and not after the end."""
        self.playhead.wait(seq, timeout)
        return self._evidence.events[seq : self.playhead.told]

    def snapshot(self) -> Snapshot:
        """Give all that is told now, as a value that never changes. `recorded` is the day on which it happened."""
        with self._lock:
            events, status = self._evidence.events[: self.playhead.told], self.status
            books, chapter = self._books(events), chapter_of(events)
            self._share = 1.0 if status.ended else max(self._share, share_of(self.demo, chapter, books))
            whole = status.ended and status is not Status.CANCELLED
            return Snapshot(
                id=self.id,
                demo=self.demo.id,
                status=status,
                place=0,
                preparing=None,
                chapter=chapter,
                share=self._share,
                parameters=self._parameters,
                seed=self._evidence.seed,
                route=self._route,
                events=events,
                ledger=books,
                judgement=self._evidence.judgement if whole else None,
                where=self._evidence.where,
                libraries=self._evidence.libraries,
                seconds=self._evidence.seconds if whole else {Status.RUNNING: self.playhead.seconds},
                problem=self._evidence.problem if whole else None,
                predictions=beside(self.demo.predictions, self._sealed.guesses, books),
                recorded=self._evidence.day,
            )

    def evidence(self) -> Evidence:
        """Give the evidence that is played, from its first event to its last."""
        return self._evidence

    def _books(self, events: Sequence[Event]) -> Ledger:
        for event in events[self._counted :]:
            self._tally.add(event)
        self._counted = len(events)
        return self._tally.ledger()


def recording_of(
    what: Demo, *, predictions: Mapping[str, int] = NO_GUESSES, folder: Path = RECORDINGS
) -> Recording | None:
    """Give a new recording of `what`, which plays from now on; None if none was shipped.

    Raises:
        NotEvidence, EvidenceDamaged: the file cannot be played. It is told and not played.
        BadPrediction: as for a recording.
    """
    path = folder / f"{what.id}.json.gz"
    return Recording(what, _kept(path), predictions=predictions) if path.is_file() else None


def recording_from(content: bytes) -> Recording:
    """Give a recording of any evidence file, or of the journal of a run that was cut off.

    Raises:
        NotEvidence, EvidenceDamaged: it cannot be played.
        NoSuchDemo: it is of a demo that does not exist here.
    """
    evidence = read(content)
    return Recording(demo(evidence.demo), evidence)


@cache
def _kept(path: Path) -> Evidence:
    return read(path.read_bytes())
