"""Judges that a queue holds bytes and what is said about them, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger

Values = dict[str | None, object]


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim."""
    confirmed = equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    checks = (*_own(events), *_tasks(events), *_broken(events), confirmed, *books(ledger))
    return judgement(checks, happened=bool(of(events, What.OBSERVED)))


def _own(events: Sequence[Event]) -> Iterator[Check]:
    for name in ("bytes", "properties"):
        sent = _values(events, "shop", name)
        for place in ("post", "desk"):
            found = _values(events, place, name)
            same = sum(found.get(message) == value for message, value in sent.items())
            yield equal(f"{name}:{place}", expected=len(sent), counted=same)


def _tasks(events: Sequence[Event]) -> Iterator[Check]:
    sent = _values(events, "celery", "bytes")
    seen, taken = (_values(events, place, "bytes") for place in ("tasks", "desk"))
    read = _values(events, "desk", "task")
    yield equal("tasks", expected=len(sent), counted=sum(seen.get(m) == taken.get(m) == v for m, v in sent.items()))
    yield equal("names", expected=len(sent), counted=sum(str(read.get(m)).startswith(f"cook({m},") for m in sent))


def _broken(events: Sequence[Event]) -> Iterator[Check]:
    confirmed = {event.message for event in of(events, What.CONFIRMED)}
    yield equal("broken", expected=1, counted=int("broken" in confirmed))


def _values(events: Sequence[Event], stop: str, name: str) -> Values:
    return {e.message: e.detail["value"] for e in of(events, What.OBSERVED, stop=stop) if e.detail["name"] == name}
