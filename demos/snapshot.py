"""What is known about a run at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backends.contract import Broker, Space
from demos.demo import Judgement, Route
from demos.events import Event
from demos.ledger import Ledger
from demos.predictions import Predicted
from demos.requests import NOTHING_ON_OFFER, Offer


class Status(StrEnum):
    """Where a run is. From SHOWN on it has ended."""

    QUEUED = "queued"
    PREPARING = "preparing"
    RUNNING = "running"
    SHOWN = "shown"
    REFUTED = "refuted"
    VOID = "void"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in _LIVE


_LIVE = (Status.QUEUED, Status.PREPARING, Status.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The broker that a run was on. Safe to show."""

    broker: Broker
    backend: str
    version: str
    origin: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that is known about a run at one moment.

    `place` counts the runs that come first while it is queued, itself included. `preparing` is the broker that
    is being opened. `chapter` is the id of the stage that the story is in, `share` grows from 0 to 1. `seconds` says
    how long it was queued, preparing and running. `problem` says for people why it failed or was interrupted. `offer`
    are the faults that a visitor may ask for at this moment. `predictions` are the guesses that were sealed before
    the run, each beside the count so far. `recorded` is the day of a recording; None if it runs now.
    """

    id: str
    demo: str
    status: Status
    place: int
    preparing: Broker | None
    chapter: str
    share: float
    parameters: Mapping[str, int]
    seed: int
    route: Route
    events: tuple[Event, ...]
    ledger: Ledger
    judgement: Judgement | None
    where: tuple[Where, ...]
    libraries: tuple[tuple[str, str], ...]
    seconds: Mapping[Status, float]
    problem: str | None
    offer: Offer = NOTHING_ON_OFFER
    predictions: tuple[Predicted, ...] = ()
    recorded: date | None = None


def where(space: Space) -> Where:
    """Give what may be shown of the broker that `space` is in."""
    endpoint = space.endpoint
    return Where(
        broker=endpoint.broker,
        backend=endpoint.backend,
        version=endpoint.version,
        origin=endpoint.origin,
        address=endpoint.address,
    )
