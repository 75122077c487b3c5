"""What a run tells: frozen events with message ids. The ledger and the picture are made from these alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

NOTHING: Mapping[str, str | int | float] = MappingProxyType({})


class What(StrEnum):
    """What happened. The ids below are part of saved runs and do not change."""

    PLANNED = "planned"  # the first event of a run; detail: seed, pid of the app, seal of the predictions, parameters
    STAGE = "stage"  # the run entered a stage; detail: name
    BOUND = "bound"  # a queue (the stop) was bound; detail: pattern
    JOINED = "joined"  # a consumer or worker (the stop) is there; detail: pid
    LEFT = "left"  # it ended when it was asked to
    KILLED = "killed"  # a fault: SIGKILL
    FROZEN = "frozen"  # a fault: the processes stand still in the middle of what they do
    THAWED = "thawed"  # and go on
    CUT = "cut"  # a fault: the network to the stop is cut
    MENDED = "mended"  # and whole again
    RESTARTED = "restarted"  # a fault: ended in its own way and started again
    UP = "up"  # what was killed was started again, and answers
    ALARMED = "alarmed"  # a fault: the broker's disk or memory alarm
    CALMED = "calmed"  # and its end
    SLOWED = "slowed"  # a fault: a consumer takes longer; detail: milliseconds
    FLOODED = "flooded"  # a fault: many messages at once; detail: count
    SENT = "sent"  # about to be published; detail: routing_key (a topic exchange copies), queue, or queues ("a b")
    REFUSED = "refused"  # the broker did not take it (nack, closed channel, error); detail: reason
    CONFIRMED = "confirmed"  # the broker took it (publisher confirm)
    ACCEPTED = "accepted"  # the broker stored it but has no confirms (a Redis reply)
    RETURNED = "returned"  # unroutable, given back to the publisher
    DELIVERED = "delivered"  # handed to a consumer or worker (the stop); detail: queue, redelivered (0 or 1)
    STARTED = "started"  # the work on it began; detail: queue, attempt (from 1), pid
    PROGRESS = "progress"  # the work on it reports, or its progress was read by id; detail: done, of
    FAILED = "failed"  # the work on it raised an error; detail: queue, attempt
    RETRYING = "retrying"  # it will be tried again; detail: queue, attempt (that failed), delay (seconds)
    EXECUTED = "executed"  # the work on it was completed; detail: queue, attempt
    ACKNOWLEDGED = "acknowledged"  # the consumer told the broker to forget it; detail: queue
    DEAD_LETTERED = "dead_lettered"  # moved to a dead letter queue by the broker; detail: queue (it came from), reason
    DISCARDED = "discarded"  # dropped on purpose (revoked, expired, unknown); detail: queue, reason
    RESULT = "result"  # its result was fetched by id; detail: value
    REPLIED = "replied"  # a reply to a request came back; detail: milliseconds
    TICK = "tick"  # about to be published by the scheduler; detail: queue
    MEASURED = "measured"  # a number that is no message; detail: name, value, unit
    OBSERVED = "observed"  # something was seen that has no number; detail: name, value
    CLOSED = "closed"  # nothing more can come out of a queue (the stop); detail: waiting (left in it)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a message, at a stop of the demo's route.

    `at` is when it happened, in seconds since the run began, by the clock of the process in which it happened.
    `seq` is the order in which the run heard of it; it starts at 1 and has no gaps within a run. What concerns the
    whole run (PLANNED, STAGE) has an empty stop. One message can be copied into several queues: an event of
    such a copy names its `queue` in the detail.
    """

    seq: int
    at: float
    what: What
    stop: str
    message: str | None = None
    detail: Mapping[str, str | int | float] = field(default_factory=lambda: NOTHING)


class Emit(Protocol):
    """Stamps an event with its number and time, hands it over and gives the number.

    `moment` is when it happened, by `time.monotonic`; without it, now.
    """

    def __call__(
        self,
        what: What,
        stop: str = "",
        message: str | None = None,
        /,
        *,
        moment: float | None = None,
        **detail: str | int | float,
    ) -> int: ...
