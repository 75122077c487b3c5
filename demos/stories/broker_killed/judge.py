"""Judges what a killed broker still has, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, noted, of
from demos.ledger import Ledger, State
from demos.stories.broker_killed.kitchen import APPEND_ONLY, CONFIRMS, NO_CONFIRMS, QUEUES, RABBITMQ, REDISES, SNAPSHOTS

BROKERS = {CONFIRMS: RABBITMQ, NO_CONFIRMS: RABBITMQ, **REDISES}


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless each broker was killed after the last order, and came back."""
    left = {queue: _count(ledger, queue, State.EXECUTED) for queue in QUEUES}
    asked = {queue: sum(line.queue == queue and line.expected for line in ledger.lines) for queue in QUEUES}
    checks = (*_handed_over(ledger, events, asked), *_left(asked, left), *_delays(events), *_books(ledger))
    return judgement(checks, happened=all(_happened(queue, events) for queue in QUEUES))


def _handed_over(ledger: Ledger, events: Sequence[Event], asked: dict[str, int]) -> Iterator[Check]:
    planned = sum(int(event.detail.get("orders", 0)) for event in of(events, What.PLANNED))
    yield equal("asked", expected=[planned] * len(QUEUES), counted=list(asked.values()))
    yield equal("confirmed", expected=asked[CONFIRMS], counted=ledger.confirmed)
    yield equal("accepted", expected=asked[SNAPSHOTS] + asked[APPEND_ONLY], counted=ledger.accepted)


def _left(asked: dict[str, int], left: dict[str, int]) -> Iterator[Check]:
    for queue in (CONFIRMS, APPEND_ONLY):
        yield equal(f"kept:{queue}", expected=asked[queue], counted=left[queue])
    yield at_least(f"gone:{NO_CONFIRMS}", expected=1, counted=asked[NO_CONFIRMS] - left[NO_CONFIRMS])
    yield equal(f"gone:{SNAPSHOTS}", expected=asked[SNAPSHOTS], counted=asked[SNAPSHOTS] - left[SNAPSHOTS])


def _delays(events: Sequence[Event]) -> Iterator[Check]:
    for broker in dict.fromkeys(BROKERS.values()):
        killed = [event.at for event in of(events, What.KILLED, stop=broker)]
        last = [event.at for event in of(events, What.SENT) if BROKERS[str(event.detail["queue"])] == broker]
        waited = f"{killed[0] - max(last):.2f} s" if killed and last else "never"
        yield noted(f"delay:{broker}", counted=waited)


def _books(ledger: Ledger) -> Iterator[Check]:
    left, right = ledger.copies_balance.totals
    yield equal("twice", expected=0, counted=ledger.duplicated)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    yield equal("balanced", expected=left, counted=right)


def _happened(queue: str, events: Sequence[Event]) -> bool:
    sent = [event.seq for event in of(events, What.SENT) if event.detail["queue"] == queue]
    faults = [event for event in events if event.stop == BROKERS[queue] and event.what in (What.KILLED, What.UP)]
    return bool(sent) and [event.what for event in faults] == [What.KILLED, What.UP] and faults[0].seq > max(sent)


def _count(ledger: Ledger, queue: str, state: State) -> int:
    return sum(line.queue == queue and line.expected and line.state is state for line in ledger.lines)
