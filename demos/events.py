"""What a run tells: frozen events with message ids. The ledger and the picture are made from these alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str | int | float] = MappingProxyType({})


class What(StrEnum):
    """What happened. The ids below are part of saved runs and do not change."""

    STAGE = "stage"            # the run entered a stage; detail: name, share (0 to 1)
    JOINED = "joined"          # a consumer or worker is there; detail: who
    LEFT = "left"              # it went away by itself; detail: who
    KILLED = "killed"          # a fault: SIGKILL; detail: who
    SENT = "sent"              # about to be published; detail: routing_key or task
    CONFIRMED = "confirmed"    # the broker took it (publisher confirm)
    ACCEPTED = "accepted"      # the broker stored it but has no confirms (a Redis reply)
    RETURNED = "returned"      # unroutable, given back to the publisher
    DELIVERED = "delivered"    # handed to a consumer or worker; detail: who, redelivered (0 or 1)
    STARTED = "started"        # the work on it began; detail: who, attempt
    PROGRESS = "progress"      # the work on it reports; detail: done, of
    RETRYING = "retrying"      # the work failed and will be tried again; detail: attempt, delay (seconds)
    EXECUTED = "executed"      # the work on it was completed; detail: who, attempt
    ACKNOWLEDGED = "acknowledged"
    RESULT = "result"          # its result was fetched by id; detail: value
    REPLIED = "replied"        # a reply to a request came back; detail: milliseconds
    TICK = "tick"              # the scheduler sent a periodic job


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a message, at a stop of the demo's route.

    `at` is seconds since the run began. `seq` starts at 1 and has no gaps within a run.
    """

    seq: int
    at: float
    what: What
    stop: str
    message: str | None = None
    detail: Mapping[str, str | int | float] = field(default=NOTHING)


Emit = Callable[..., None]
"""`emit(What.SENT, stop, message_id, **detail)`: stamps the event with its number and time and hands it over."""
