"""What every source of brokers promises, so that a demo never asks where its broker came from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from backends.fate import Fate, not_known


class Broker(StrEnum):
    """The two brokers that demos run on."""

    RABBITMQ = "rabbitmq"
    REDIS = "redis"


class Ability(StrEnum):
    """What can be done to a broker. A demo that needs more than a backend has says what is missing."""

    ISOLATE = "isolate"
    KILL = "kill"
    PAUSE = "pause"
    RESTART = "restart"
    CUT = "cut"
    ALARM = "alarm"


class Phase(StrEnum):
    """How far the opening of a broker has come, in this order; the last two are ends."""

    LOOKING = "looking"
    STARTING = "starting"
    WAITING = "waiting"
    PROVING = "proving"
    READY = "ready"
    FAILED = "failed"


Tell = Callable[[Phase], None]
"""Hears, often, how far an opening has come, in the thread that opens. What it raises calls the opening off."""


def tell_nobody(_phase: Phase, /) -> None:
    """Hear and forget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a private broker is set up, where that is not how we would set it up for ourselves.

    For Redis: `snapshots` are the save points that it has without any configuration, `appendonly` writes every
    command to a file (`appendfsync everysec`), `memory` is its `maxmemory` in bytes with `noeviction`.
    RabbitMQ is set up the same way always.
    """

    snapshots: bool = False
    appendonly: bool = False
    memory: int | None = None


class Control(Protocol):
    """Breaks a private broker and repairs it. Address, password and data stay the same.

    Every call returns when what it names has happened and was seen to have happened. Leaving the broker
    undoes whatever is still on.

    Raises:
        FaultFailed: it did not happen.
        CannotBreak: this backend cannot do it; `Endpoint.abilities` says so before.
    """

    def kill(self) -> None:
        """End the broker with SIGKILL: it does not answer, and has saved nothing on the way."""
        ...

    def start_again(self) -> None:
        """Start a broker that was killed, on the data that it left; return when its protocol answers."""
        ...

    def restart(self) -> None:
        """Ask the broker to end in its own way, start it again and return when its protocol answers."""
        ...

    def freeze(self) -> None:
        """Stop its processes in the middle of what they do; connections stay open and nobody answers."""
        ...

    def thaw(self) -> None:
        """Let the frozen processes go on."""
        ...

    def cut(self) -> None:
        """Cut the network between the broker and everybody else; no byte passes, no connection is closed."""
        ...

    def mend(self) -> None:
        """Undo the cut; return when the broker answers."""
        ...

    def raise_alarm(self) -> None:
        """Make RabbitMQ believe that its disk is nearly full: it blocks every connection that publishes."""
        ...

    def clear_alarm(self) -> None:
        """Undo the alarm."""
        ...

    def memory(self) -> int:
        """Give the memory in bytes that the broker says it uses now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A broker that answers its protocol, reachable from this machine.

    `url` carries the password and is never shown; `address` is safe to show. `version` names product and
    version, as the broker itself says: "RabbitMQ 4.0.5", "Valkey 9.1.2". `management_url` is the HTTP API
    of RabbitMQ (None for Redis) and carries the password, too. `origin` says in words where it came from, for example
    "container of rabbitmq:4-management (sha256:1f2e…)". `fate` says how what is behind it ended, None while it runs or
    where that is not known. `control` is there for a private broker only.
    """

    broker: Broker
    backend: str
    url: str = field(repr=False)
    address: str
    version: str
    origin: str
    abilities: frozenset[Ability] = frozenset()
    management_url: str | None = field(default=None, repr=False)
    fate: Callable[[], Fate | None] = field(default=not_known, repr=False, compare=False)
    control: Control | None = field(default=None, repr=False, compare=False)


def _nobody_waits() -> None:
    """Redis keeps no publisher waiting: it answers at once that it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A place of its own inside a shared broker, for one run: a vhost on RabbitMQ, a key prefix on Redis.

    Nothing outside of it is touched, and leaving it removes all that was made inside.
    `url` carries the password and is never shown. `sever` ends it early, as well as it can: RabbitMQ closes every
    connection to it, so that a publisher which is blocked gets an error.
    """

    endpoint: Endpoint
    url: str = field(repr=False)
    prefix: str = ""
    sever: Callable[[], None] = field(default=_nobody_waits, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Whether a backend can give a broker now, and in one sentence why or why not.

    `remedy` is what a person can do about a no. `needs_pull` means that an image would have to be
    downloaded first, which only happens after a click.
    """

    backend: str
    broker: Broker
    usable: bool
    reason: str
    remedy: str | None = None
    needs_pull: bool = False


class Backend(Protocol):
    """One way of getting a broker: given, containers, local or embedded."""

    @property
    def name(self) -> str:
        """The word that stands for this backend in `Finding.backend` and `Endpoint.backend`."""
        ...

    def find(self, broker: Broker) -> Finding:
        """Look, without starting anything, whether `broker` can be had. Answers within two seconds."""
        ...

    def open(
        self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody
    ) -> AbstractContextManager[Endpoint]:
        """Give a ready broker and take it away on leaving; with a `setup` a private one that can be broken.

        Ready means that the protocol answered: a confirmed publish and a consume on RabbitMQ, an
        authenticated write and read on Redis.

        Raises:
            BackendError: with what happened, what was expected and what to do.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The backend that was chosen for a broker, and every finding in the order in which it was asked."""

    broker: Broker
    chosen: Finding | None
    findings: tuple[Finding, ...]


Progress = Iterator[str]
"""Lines that say how far a pull has come."""
