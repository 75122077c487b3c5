"""How a lab is judged: by its books, whatever was broken. If a fault did not happen, nothing was shown."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import at_least, equal, judgement, noted, of
from demos.lab.bench import BEGUN
from demos.ledger import Ledger

EVIDENCE: Mapping[str, tuple[What, ...]] = {
    "worker-killed": (What.KILLED, What.JOINED),
    "worker-frozen": (What.FROZEN, What.THAWED),
    "worker-slowed": (What.SLOWED,),
    "order-poisoned": (What.FAILED,),
    "orders-flooded": (What.FLOODED,),
    "broker-killed": (What.KILLED, What.UP),
    "broker-frozen": (What.FROZEN, What.THAWED),
    "broker-restarted": (What.RESTARTED,),
    "network-cut": (What.CUT, What.MENDED),
}
"""What must have been told of a fault, after it began and before the next one did."""


def judge_lab(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge that nothing was lost; void if nothing was broken, or a fault that was asked for did not happen."""
    begun = [event for event in of(events, What.OBSERVED) if event.detail["name"] == BEGUN]
    happened = sum(map(_happened, begun, _windows(events, begun)))
    faults = (at_least("faults", expected=1, counted=len(begun)), equal("real", expected=len(begun), counted=happened))
    checks = (*faults, *_books(ledger), *_counted(ledger, events))
    return judgement(checks, happened=bool(begun) and happened == len(begun))


def _windows(events: Sequence[Event], begun: Sequence[Event]) -> Iterator[set[What]]:
    ends = [*(event.seq for event in begun), len(events) + 1]
    for event, (start, end) in zip(begun, pairwise(ends), strict=True):
        own = [each for each in events if start < each.seq < end]
        yield {each.what for each in own if event.stop == each.stop or _is_poisoned(each.message)}


def _happened(begun: Event, told: set[What]) -> bool:
    return told.issuperset(EVIDENCE[str(begun.detail["value"])])


def _books(ledger: Ledger) -> Iterator[Check]:
    poisoned = [line for line in ledger.lines if line.expected and _is_poisoned(line.message)]
    left, right = ledger.copies_balance.totals
    yield equal("executed", expected=ledger.expected - len(poisoned), counted=ledger.executed)
    yield equal("set-aside", expected=len(poisoned), counted=ledger.dead_lettered + ledger.discarded)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    yield equal("balanced", expected=left, counted=right)


def _counted(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    yield noted("twice", counted=ledger.duplicated)
    yield noted("again", counted=ledger.redelivered)
    yield noted("resent", counted=len(of(events, What.SENT)) - ledger.sent)
    yield noted("pause", counted=f"{_longest_pause(events):.1f} s")


def _longest_pause(events: Sequence[Event]) -> float:
    done = sorted(event.at for event in of(events, What.EXECUTED))
    return max((after - before for before, after in pairwise(done)), default=0.0)


def _is_poisoned(message: str | None) -> bool:
    return (message or "").startswith("poison")
