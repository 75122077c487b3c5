"""All that is known about one run, as one value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from pydantic import AwareDatetime

from demos.demo import Demo, Judgement
from demos.events import Event
from demos.ledger import Ledger
from demos.predictions import Sealed
from demos.snapshot import Snapshot, Status, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A run, from what was planned to what was judged.

    `may_lose` and `no_confirms` are those of the demo when it ran, `story` is the SHA-256 of its code and card.
    `began` has its zone. `ledger` is counted from `events`; `counts` are the numbers that the file itself gives.
    """

    demo: str
    claim: str
    may_lose: frozenset[str]
    no_confirms: str | None
    parameters: Mapping[str, int]
    seed: int
    predictions: Sealed
    where: tuple[Where, ...]
    libraries: tuple[tuple[str, str], ...]
    story: str
    began: AwareDatetime
    events: tuple[Event, ...]
    status: Status
    problem: str | None
    seconds: Mapping[Status, float]
    ledger: Ledger
    judgement: Judgement | None
    counts: Mapping[str, int | None]

    @property
    def day(self) -> date:
        """The day on which it ran, in the zone that it was written with (UTC)."""
        return self.began.date()


def counts_of(books: Ledger) -> dict[str, int | None]:
    """Give every number of the books, by its name."""
    told = {name: value for name, value in asdict(books).items() if name != "no_confirms"}
    return {name: value for name, value in told.items() if value is None or isinstance(value, int)}


def gathered(demo: Demo, shot: Snapshot, *, sealed: Sealed, began: datetime) -> Evidence:
    """Put together what is known of a run of `demo` at the moment of `shot`."""
    return Evidence(
        demo=demo.id,
        claim=demo.claim,
        may_lose=demo.may_lose,
        no_confirms=demo.no_confirms,
        parameters=shot.parameters,
        seed=shot.seed,
        predictions=sealed,
        where=shot.where,
        libraries=shot.libraries,
        story=demo.story,
        began=began,
        events=shot.events,
        status=shot.status,
        problem=shot.problem,
        seconds={status: round(lasted, 6) for status, lasted in shot.seconds.items()},
        ledger=shot.ledger,
        judgement=shot.judgement,
        counts=counts_of(shot.ledger),
    )
