"""What a visitor asks of a run while it is on: one fault at a time, handed from the page to the story."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from backends.contract import Ability
from demos.demo import Fault
from demos.errors import NoSuchFault, NotNow
from demos.events import Emit, Event, What

ASKED = "asked"
"""The name of the OBSERVED event at the stop that a fault will hit; its value is the fault's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be asked for at one moment: the ids that would be taken now, and the one that is on.

    Those `beyond` are never taken in this run, because its broker cannot be broken like that.
    """

    possible: tuple[str, ...] = ()
    on: str | None = None
    beyond: tuple[str, ...] = ()


NOTHING_ON_OFFER = Offer()


class Requests:
    """Holds at most one request, from the moment it is asked for until the fault is over. Thread-safe.

    Calling it is the story's side: see `demos.demo.Asked`.
    """

    def __init__(self, faults: Sequence[Fault], emit: Emit) -> None:
        self._faults = {fault.id: fault for fault in faults}
        self._able: Collection[Ability] = ()
        self._emit = emit
        self._open = False
        self._on: str | None = None
        self._lock = Lock()

    def allow(self, abilities: Collection[Ability]) -> None:
        """Say what can be done to the brokers of this run; faults that need more are refused."""
        self._able = frozenset(abilities)

    def ask(self, id_: str) -> None:
        """Ask for the fault `id_` and return at once; what becomes of it is told by events.

        Raises:
            NoSuchFault: the demo has none of that id.
            NotNow: the story takes no requests now, another one is on, or the broker cannot be broken like that.
        """
        if id_ not in self._faults:
            raise NoSuchFault(id_, list(self._faults))
        with self._lock:
            if self._on is not None:
                raise NotNow(id_, f"{self._on} is still on")
            if not self._open:
                raise NotNow(id_, "the run takes no faults at this point")
            if not self._can(self._faults[id_]):
                raise NotNow(id_, "the broker here cannot be broken like that")
            self._on = id_
            self._emit(What.OBSERVED, self._faults[id_].at, name=ASKED, value=id_)

    def offer(self) -> Offer:
        """Give what may be asked for now."""
        with self._lock:
            free = self._open and self._on is None
            can = tuple(fault.id for fault in self._faults.values() if self._can(fault))
            beyond = tuple(id_ for id_ in self._faults if id_ not in can)
            return Offer(possible=can if free else (), on=self._on, beyond=beyond)

    def __call__(self, events: Iterator[Event], /, *, until: Callable[[Event], bool]) -> Iterator[str]:
        self._open = True
        try:
            for event in events:
                yield from self._taken()
                if until(event):
                    break
        finally:
            with self._lock:
                self._open = False
        # Asked for in the last moment, and promised.
        yield from self._taken()

    def _taken(self) -> Iterator[str]:
        if self._on is not None:
            try:
                yield self._on
            finally:
                with self._lock:
                    self._on = None

    def _can(self, fault: Fault) -> bool:
        return fault.able is None or fault.able in self._able
