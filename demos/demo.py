"""What a demo is: a claim, the road that its messages take, and the function that runs it on real brokers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from backends.contract import Ability, Broker, Setup, Space
from demos.events import Emit, Event
from demos.ledger import Ledger


class Shelf(StrEnum):
    """Where a demo stands in the catalogue. CONTRAST: it shows in what the options differ when something breaks."""

    RABBITMQ = "rabbitmq"
    CELERY = "celery"
    CONTRAST = "contrast"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A broker that a demo runs on, and what must be possible with it.

    With a `setup` it is private: nobody else is on it, and it can be broken. Without, it is shared.
    """

    broker: Broker
    able: frozenset[Ability] = frozenset({Ability.ISOLATE})
    setup: Setup | None = None


class Counted(StrEnum):
    """What a visitor can predict: how many copies came to that, or how many extra executions there were."""

    EXECUTED = "executed"
    DUPLICATED = "duplicated"
    LOST = "lost"
    REDELIVERED = "redelivered"
    DEAD_LETTERED = "dead_lettered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A question to the visitor before the run, answered by counting: `says` is its words, `queue` narrows it."""

    id: str
    says: str
    counts: Counted
    queue: str = ""


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
class Fault:
    """Something that a visitor may do to a run while it is on, and that ends by itself.

    `says` are the words of its button, `at` is the stop that it hits. `able` is what must be possible with the broker.
    """

    id: str
    says: str
    at: str
    able: Ability | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One of several ways through the same demo, with books of its own: what goes through its `queues`.

    A lane speaks about one option. `stops` are those that no other lane has. `code` are the files, by
    the ends of their paths, that a team would own that took this way. `no_confirms` is as for a demo.
    """

    id: str
    option: str
    queues: tuple[str, ...]
    stops: tuple[str, ...]
    code: tuple[str, ...] = ()
    no_confirms: str | None = None


class Asked(Protocol):
    """Gives the id of each fault that a visitor asks for while the story goes on.

    It looks at `events`, and takes requests until one of them says that it is `until` then. A fault is over when
    the next one is asked for: as long as it lasts, every other request is refused.
    """

    def __call__(self, events: Iterator[Event], /, *, until: Callable[[Event], bool]) -> Iterator[str]: ...


def nobody_asks(events: Iterator[Event], /, *, until: Callable[[Event], bool]) -> Iterator[str]:
    """Wait, as `Asked` does, and take no request."""
    any(map(until, events))
    yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a demo gets to perform with. Everything opened through it is closed when the run ends.

    `spaces` are the places on the brokers, by the name that the card gives to each need.
    `follow` gives the events back, because most of them come from other processes: a demo waits for what
    happened, never for the clock. `folder` is private to the run and removed afterwards. `requests` gives what
    a visitor asks for meanwhile, out of the faults on the demo's card.
    """

    spaces: Mapping[str, Space]
    parameters: Mapping[str, int]
    seed: int
    emit: Emit
    follow: "Follow"
    folder: Path
    requests: Asked = nobody_asks


class Follow(Protocol):
    """Gives every event of the run, from the first, each as soon as it is there. It never ends by itself.

    `guard` is called now and then while waiting and may raise to say that waiting is in vain.

    Raises:
        Cancelled: somebody pressed Cancel, or left.
        Overdue: the run has taken longer than it may.
        JournalFailed: what happened cannot be written down any more.
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

    It speaks about `options` and shows `aspects` of the comparison; it is the first demo of the option that it
    `leads`, if any. `needs` gives a name to each broker that it runs on. In the queues that it `may_lose` from,
    losses are part of the claim; in all others it claims safety. `predictions` are asked before the run, `faults` may
    be asked for while it is on. With `lanes`, the same work goes several ways at once. `programs` must be on the PATH
    (see `demos.programs`). `code` are the files that run, shown and downloaded as they are; `story` is the SHA-256 of
    the demo's own files, card included. `no_confirms` says why the broker gives no confirms, if it gives none. Words
    come from the demo's `card.yaml`. It stands on a `shelf` of the catalogue.
    """

    id: str
    options: tuple[str, ...]
    aspects: tuple[str, ...]
    shelf: Shelf
    leads: str | None
    title: str
    claim: str
    happens: tuple[str, ...]
    proves: tuple[str, ...]
    does_not_prove: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    route: Route
    chapters: tuple[Chapter, ...]
    parameters: tuple[Parameter, ...]
    needs: Mapping[str, Need]
    libraries: tuple[str, ...]
    code: tuple[Path, ...]
    perform: Perform
    judge: Judge
    no_confirms: str | None = None
    may_lose: frozenset[str] = frozenset()
    predictions: tuple[Prediction, ...] = ()
    faults: tuple[Fault, ...] = ()
    lanes: tuple[Lane, ...] = ()
    programs: tuple[str, ...] = ()
    story: str = ""


class Opener(Protocol):
    """Gives the run `run_id` a place of its own on a ready broker, and takes it away on leaving.

    With a `setup` the broker is private and can be broken.

    Raises:
        BackendError: with what happened, what was expected and what to do.
    """

    def __call__(self, broker: Broker, run_id: str, setup: Setup | None = None, /) -> AbstractContextManager[Space]: ...
