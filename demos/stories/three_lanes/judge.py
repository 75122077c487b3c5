"""Judges that every lane does every step; what it did twice or late is counted, lane by lane, and not judged."""

from collections.abc import Iterator, Sequence

from demos.catalogue import demo
from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, interrupted_work, judgement, noted, of, taken_over
from demos.lanes import LaneBooks, split
from demos.ledger import Ledger
from demos.shop.steps import FAILURES, STEPS


def judge(_: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the faults were not the same in every lane."""
    lanes = split(demo("three-lanes").lanes, events)
    placed = sum(int(event.detail["orders"]) for event in of(events, What.PLANNED))
    checks = (check for lane in lanes for check in (*_judged(lane, placed * len(STEPS)), *_counted(lane)))
    return judgement(tuple(checks), happened=all(map(_happened, lanes)))


def _happened(lane: LaneBooks) -> bool:
    return len(interrupted_work(lane.events)) == 1 and len(of(lane.events, What.FAILED)) == FAILURES


def _judged(lane: LaneBooks, steps: int) -> Iterator[Check]:
    done = {event.message for event in of(lane.events, What.EXECUTED)}
    left, right = lane.ledger.copies_balance.totals
    yield equal(f"done:{lane.lane.id}", expected=steps, counted=len(done))
    yield equal(f"unexpected:{lane.lane.id}", expected=0, counted=lane.ledger.unexpected)
    yield equal(f"balanced:{lane.lane.id}", expected=left, counted=right)


def _counted(lane: LaneBooks) -> Iterator[Check]:
    yield noted(f"started:{lane.lane.id}", counted=lane.ledger.started)
    yield noted(f"twice:{lane.lane.id}", counted=lane.ledger.duplicated)
    yield noted(f"late:{lane.lane.id}", counted=_late(lane.events))
    yield noted(f"code:{lane.lane.id}", counted=sum(int(e.detail["value"]) for e in of(lane.events, What.MEASURED)))


def _late(events: Sequence[Event]) -> str:
    killed = [event.at for event in of(events, What.KILLED)]
    again = [taken_over(events, cut) for cut in interrupted_work(events)]
    waited = [event.at - at for at, event in zip(killed, again, strict=False) if event is not None]
    return " ".join(f"{seconds:.2f} s" for seconds in waited) or "never"
