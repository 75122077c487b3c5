"""What a demo is: a claim, the road that its messages take, and the function that runs it on real brokers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from backends.contract import Ability, Broker, Space
from demos.events import Emit, Event
from demos.ledger import Ledger


class StopKind(StrEnum):
    """How a stop is drawn."""

    PRODUCER = "producer"
    EXCHANGE = "exchange"
    QUEUE = "queue"
    CONSUMER = "consumer"
    WORKER = "worker"
    SCHEDULER = "scheduler"
    STORE = "store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place that a message passes. `column` and `row` place it on a grid, from the left and the top, from 0.

    A `late` stop is not there at first: it appears when an event names it (a consumer that joins).
    `each` is the id of the parameter that says how many of it there are; `route.route_for` draws them all.
    """

    id: str
    kind: StopKind
    label: str
    column: int
    row: int
    late: bool = False
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A way between two stops; `label` is a binding's routing key, for example."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The stops of a demo and the ways between them."""

    stops: tuple[Stop, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that a visitor can change. `suggests` maps question id -> choice id -> a better start value."""

    id: str
    label: str
    unit: str
    minimum: int
    maximum: int
    default: int
    step: int = 1
    suggests: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Verdict(StrEnum):
    """How a run ended for its claim. VOID: the fault did not happen, so nothing was shown either way."""

    SHOWN = "shown"
    REFUTED = "refuted"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One part of a claim with what was expected and what was counted. `says` is put in by the catalogue."""

    id: str
    expected: str
    counted: str
    holds: bool
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judged claim: shown only if every check holds."""

    verdict: Verdict
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a demo gets to perform with. Everything opened through it is closed when the run ends.

    `follow` gives the events back, because most of them come from other processes: a demo waits for what
    happened, never for the clock. `folder` is private to the run and removed afterwards.
    """

    spaces: Mapping[Broker, Space]
    parameters: Mapping[str, int]
    seed: int
    emit: Emit
    follow: "Follow"
    folder: Path


class Follow(Protocol):
    """Gives every event of the run, from the first, each as soon as it is there. It never ends by itself.

    `guard` is called now and then while waiting and may raise to say that waiting is in vain.

    Raises:
        Cancelled: somebody pressed Cancel, or left.
        Overdue: the run has taken longer than it may.
        BrokerGone: the broker does not answer any more.
    """

    def __call__(self, guard: Callable[[], None] = ..., /) -> Iterator[Event]: ...


class Perform(Protocol):
    """Runs the demo. Returns when the story is over; raises `Cancelled` when asked to stop."""

    def __call__(self, stage: Stage, /) -> None: ...


class Judge(Protocol):
    """Judges the claim from what was counted alone."""

    def __call__(self, ledger: Ledger, events: Sequence[Event], /) -> Judgement: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stage of the story: its id, as STAGE events name it, and its words."""

    id: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A claim that can be run.

    `needs` names the brokers and what must be possible with each. `code` are the files that run, shown
    and downloaded as they are. `no_confirms` says why the broker gives no confirms, if it gives none.
    Words come from `catalogue.yaml`.
    """

    id: str
    option: str
    title: str
    claim: str
    happens: tuple[str, ...]
    proves: tuple[str, ...]
    does_not_prove: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    route: Route
    chapters: tuple[Chapter, ...]
    parameters: tuple[Parameter, ...]
    needs: Mapping[Broker, frozenset[Ability]]
    libraries: tuple[str, ...]
    code: tuple[Path, ...]
    perform: Perform
    judge: Judge
    no_confirms: str | None = None


class Opener(Protocol):
    """Gives the run `run_id` a place of its own on a ready broker, and takes it away on leaving.

    Raises:
        BackendError: with what happened, what was expected and what to do.
    """

    def __call__(self, broker: Broker, run_id: str, /) -> AbstractContextManager[Space]: ...
