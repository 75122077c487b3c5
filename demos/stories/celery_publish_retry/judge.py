"""Judges that nobody is left in the dark, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of, within
from demos.ledger import Ledger

SOONEST, LATEST = 0.35, 15.0
"""Seconds that a call tries before it raises: two pauses of 0.2 s at least; more where the machine is busy."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the broker was not gone."""
    return judgement((*_refused(ledger, events), *books(ledger)), happened=bool(of(events, What.KILLED)))


def _refused(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    killed = next((event.seq for event in of(events, What.KILLED)), 0)
    up = next((event.seq for event in of(events, What.UP)), 0)
    meanwhile = [event for event in of(events, What.SENT) if killed < event.seq < up]
    refused = of(events, What.REFUSED)
    yield equal("refused", expected=len(meanwhile), counted=len(refused))
    yield equal("named", expected=len(refused), counted=sum(bool(event.detail["reason"]) for event in refused))
    yield within("tried", low=SOONEST, high=LATEST, counted=[float(event.detail["seconds"]) for event in refused])
    yield equal("accepted", expected=ledger.sent, counted=ledger.accepted)
    yield equal("once", expected=ledger.expected, counted=sum(line.executed == 1 for line in ledger.lines))
