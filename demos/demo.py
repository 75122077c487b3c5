"""What a demo is: a claim, the road that its messages take, and the function that runs it on real brokers."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING, Protocol

from backends.contract import Ability, Broker, Space
from demos.events import Emit

if TYPE_CHECKING:
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
    """A place that a message passes. `column` and `row` place it on a grid, from the left and the top, from 0."""

    id: str
    kind: StopKind
    label: str
    column: int
    row: int


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
    """A number that a visitor can change, and the value that some answers suggest.

    `suggests` maps question id -> choice id -> value; `why` maps question id -> the words that explain it.
    """

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
    """One part of a claim with what was expected and what was counted."""

    id: str
    says: str
    expected: str
    counted: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judged claim: shown only if every check holds."""

    verdict: Verdict
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a demo gets to perform with. Everything opened through it is closed when the run ends.

    `cancelled` is set when somebody pressed Cancel or left: a demo waits on it, never on the clock alone.
    `folder` is private to the run and removed afterwards. `deadline` is seconds since the run began.
    """

    spaces: Mapping[Broker, Space]
    parameters: Mapping[str, int]
    seed: int
    emit: Emit
    cancelled: Signal
    folder: Path
    deadline: float


class Perform(Protocol):
    """Runs the demo. Returns when the story is over; raises `Cancelled` when asked to stop."""

    def __call__(self, stage: Stage, /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A claim that can be run.

    `needs` names the brokers and what must be possible with each. `code` are the files that run, shown
    and downloaded as they are. Words come from `catalogue.yaml`.
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
    parameters: tuple[Parameter, ...]
    needs: Mapping[Broker, frozenset[Ability]]
    code: tuple[Path, ...]
    perform: Perform
    judge: "Callable[[Ledger, tuple[object, ...]], Judgement]"


Opener = Callable[[Broker], AbstractContextManager[Space]]
"""How a run gets a place of its own on a broker."""
