"""One performance of a demo, from the click to the judged claim."""

import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from threading import Event as Signal
from threading import Lock
from types import MappingProxyType
from typing import Any

from backends import leash
from backends.contract import Broker, Space
from backends.errors import BackendError, FaultFailed
from demos import programs
from demos.chronicle import Chronicle
from demos.demo import Demo, Judgement, Need, Opener, Stage
from demos.errors import BrokerBlocks, BrokerGone, Cancelled, DemoError, NotNow
from demos.events import Event, What
from demos.evidence import Evidence, gathered
from demos.evidence_parts import run_part
from demos.following import Following
from demos.journal import journal
from demos.predictions import NO_GUESSES, beside, sealed
from demos.progress import chapter_of, share_of
from demos.pulse import Pulse, pulse
from demos.requests import NOTHING_ON_OFFER, Requests
from demos.route import route_for
from demos.snapshot import Snapshot, Status, Where, where
from demos.watch import explained, watched

__all__ = ["Run", "Snapshot", "Status", "Where"]


DEADLINE = 60.0
"""Seconds after which a run is ended, unless it is told another number."""

_log = logging.getLogger(__name__)


class Run:
    """A run with an id that cannot be guessed. Thread-safe; `live` is called once, in a thread of its own.

    `predictions` are guesses of the visitor, prediction id -> number. They are sealed here. `journal` is a file that
    does not exist yet and stays; without it, the journal is in the folder of the run and goes with it. It is
    ended after `deadline` seconds, 60 unless told.

    Raises:
        BadPrediction: the demo does not ask for one of them, or it is no sensible number.
    """

    def __init__(
        self,
        demo: Demo,
        parameters: Mapping[str, int],
        opener: Opener,
        *,
        seed: int | None = None,
        predictions: Mapping[str, int] = NO_GUESSES,
        journal: Path | None = None,
        deadline: float | None = None,
        place_of: Callable[[str], int] = lambda _: 0,
    ) -> None:
        self.id = secrets.token_hex(16)
        self.demo = demo
        self.parameters = MappingProxyType(dict(parameters))
        self.seed = secrets.randbelow(2**31) if seed is None else seed
        self._sealed = sealed(demo, predictions)
        self._opener = opener
        self._route = route_for(demo, parameters)
        self._libraries = tuple((name, version(name)) for name in demo.libraries)
        self._chronicle = Chronicle(no_confirms=demo.no_confirms)
        self._requests = Requests(demo.faults, self._chronicle.tell)
        self._cancelled = Signal()
        self._lock = Lock()
        self._status = Status.QUEUED
        self._entered = {Status.QUEUED: time.monotonic()}
        self._place_of = place_of
        self._preparing: Broker | None = None
        self._share = 0.0
        self._where: tuple[Where, ...] = ()
        self._judgement: Judgement | None = None
        self._began = _now()
        self._kept_journal = journal
        self._deadline = deadline
        self._problem: str | None = None

    @property
    def status(self) -> Status:
        """Where the run is now."""
        return self._status

    @property
    def ended_seconds_ago(self) -> float | None:
        """How long ago the run ended; None while it has not."""
        return time.monotonic() - self._entered[self._status] if self._status.ended else None

    def cancel(self) -> None:
        """Ask the run to end, and return at once. Cancelling twice, or after the end, is harmless."""
        self._cancelled.set()
        if self._status is not Status.RUNNING:
            # Nobody has to wait for a broker that is still being opened: it is put away later.
            self._enter(Status.CANCELLED)

    def request(self, fault: str) -> None:
        """Ask for a fault of the demo's card, and return at once. What becomes of it is told by events.

        Raises:
            NoSuchFault: the demo has none of that id.
            NotNow: the run is not on, takes no faults at this point, or has another one on.
        """
        if self._status is not Status.RUNNING and fault in {each.id for each in self.demo.faults}:
            raise NotNow(fault, "the run is over" if self._status.ended else "the run has not begun")
        self._requests.ask(fault)

    def events_after(self, seq: int, timeout: float) -> tuple[Event, ...]:
        """Give the events after number `seq`; wait for one at most `timeout` seconds, and not after the end."""
        return self._chronicle.after(seq, timeout)

    def snapshot(self) -> Snapshot:
        """Give all that is known now, as a value that never changes."""
        events, books = self._chronicle.read()
        chapter, place = chapter_of(events), self._place_of(self.id)
        with self._lock:
            reached = 1.0 if self._status.ended else share_of(self.demo, chapter, books)
            self._share = max(self._share, reached)
            return Snapshot(
                id=self.id,
                demo=self.demo.id,
                status=self._status,
                place=place if self._status is Status.QUEUED else 0,
                preparing=self._preparing if self._status is Status.PREPARING else None,
                chapter=chapter,
                share=self._share,
                parameters=self.parameters,
                seed=self.seed,
                route=self._route,
                events=events,
                ledger=books,
                judgement=self._judgement,
                where=self._where,
                libraries=self._libraries,
                seconds=self._seconds(),
                problem=self._problem,
                offer=self._requests.offer() if self._status is Status.RUNNING else NOTHING_ON_OFFER,
                predictions=beside(self.demo.predictions, self._sealed.guesses, books),
            )

    def evidence(self) -> Evidence:
        """Give all that is known now for others to check; of a run that was interrupted, what its journal holds."""
        return gathered(self.demo, self.snapshot(), sealed=self._sealed, began=self._began)

    def live(self) -> None:
        """Prepare, perform, judge and put everything away. Never raises: the outcome is in the snapshot."""
        # The outcome is known before everything is put away, and nobody has to wait for that.
        with self._outcome(), ExitStack() as opened, self._outcome():
            self._perform(opened)

    @contextmanager
    def _outcome(self) -> Iterator[None]:
        try:
            yield
        except Cancelled:
            self._enter(Status.CANCELLED)
        except (BrokerGone, BrokerBlocks) as problem:
            self._enter(Status.INTERRUPTED, str(problem))
        except FaultFailed as problem:
            self._enter(Status.VOID, str(problem))
        except (DemoError, BackendError) as problem:
            self._enter(Status.FAILED, str(problem))
        except Exception as problem:  # noqa: BLE001 - the one place where a mistake in a demo becomes an outcome
            _log.exception("run %s of %s failed", self.id, self.demo.id)
            self._enter(Status.FAILED, _unexpected(problem))

    def _perform(self, opened: ExitStack) -> None:
        self._enter(Status.PREPARING)
        programs.require(self.demo)
        folder = opened.enter_context(leash.private_folder())
        spaces = {name: self._open(need, opened) for name, need in self.demo.needs.items()}
        self._where = tuple(map(where, spaces.values()))
        self._requests.allow({able for space in spaces.values() for able in space.endpoint.abilities})
        heart = opened.enter_context(pulse(spaces))
        follow = Following(self._chronicle, self._cancelled, heart, deadline=self._deadline or DEADLINE)
        self._began = _now()
        path = self._kept_journal or folder / "events.journal"
        written = opened.enter_context(journal(path, run_part(self.evidence())))
        self._enter(Status.RUNNING)
        self._chronicle.begin(written)
        self._chronicle.tell(What.PLANNED, **self._plan())
        stage = Stage(
            spaces=MappingProxyType(spaces),
            parameters=self.parameters,
            seed=self.seed,
            emit=self._chronicle.tell,
            follow=follow,
            folder=folder,
            requests=self._requests,
        )
        self._tell_story(stage, follow, heart)

    def _plan(self) -> dict[str, Any]:
        seal = {"seal": self._sealed.seal} if self._sealed.guesses else {}
        return {"seed": self.seed, "pid": os.getpid(), **seal, **self.parameters}

    def _open(self, need: Need, opened: ExitStack) -> Space:
        self._preparing = need.broker
        space = opened.enter_context(self._opener(need.broker, self.id, need.setup))
        if self._cancelled.is_set():
            raise Cancelled
        return space

    def _tell_story(self, stage: Stage, follow: Following, heart: Pulse) -> None:
        with explained(stage.spaces, follow, heart), watched(stage.spaces, follow):
            self.demo.perform(stage)
        events, books = self._chronicle.read()
        self._judgement = self.demo.judge(books, events)
        self._enter(Status(self._judgement.verdict.value))

    def _enter(self, status: Status, problem: str | None = None) -> None:
        with self._lock:
            if self._status.ended:
                return
            if self._cancelled.is_set() and status in (Status.PREPARING, Status.FAILED, Status.INTERRUPTED):
                status, problem = Status.CANCELLED, None
            self._status, self._problem = status, problem
            self._entered[status] = time.monotonic()
        if status.ended:
            self._chronicle.close()

    def _seconds(self) -> Mapping[Status, float]:
        # Every status lasts until the next one was entered.
        moments = [*self._entered.values(), time.monotonic()]
        lasted = (after - before for before, after in pairwise(moments))
        return MappingProxyType({s: last for s, last in zip(self._entered, lasted, strict=True) if not s.ended})


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _unexpected(problem: Exception) -> str:
    return (
        f"The demo stopped on an error that nobody expected ({type(problem).__name__}). "
        "The details are in the app's log. Run it again; if it happens again, please report it."
    )
