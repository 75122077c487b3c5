"""Judges what a stream keeps and what it cannot do, from the events alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger
from demos.stories.rabbitmq_stream.reader import digest
from demos.stories.rabbitmq_stream.story import WRITERS
from demos.stories.rabbitmq_stream.stream import STREAM


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void if the two writers did not know the same."""
    written = of(events, What.SENT, stop="shop")
    late = [event for event in of(events, What.SENT) if event.stop in WRITERS]
    checks = (*_replayed(events, written), *_one_account(events, written, late), *_collided(events, written, late))
    known = {event.detail["follows"] for event in late}
    return judgement((*checks, *_kept(ledger, events), *books(ledger)), happened=len(late) == 2 and len(known) == 1)


def _replayed(events: Sequence[Event], written: Sequence[Event]) -> Iterator[Check]:
    ids, half = [str(event.message) for event in written], len(written) // 2
    balance = sum(int(event.detail["cents"]) for event in written)
    first = [event for event in of(events, What.EXECUTED) if event.message == (ids or [""])[-1]]
    yield equal("balance:bookkeeper", expected=balance, counted=sum(int(event.detail["balance"]) for event in first))
    for reader, expected in (("auditor", ids), ("successor", ids[half:])):
        found = [str(event.detail["value"]) for event in of(events, What.OBSERVED, stop=reader)]
        yield equal(f"read:{reader}", expected=len(expected), counted=_measured(events, reader, "read"))
        yield equal(f"ids:{reader}", expected=digest(expected), counted=" ".join(found) or "none")
        yield equal(f"balance:{reader}", expected=balance, counted=_measured(events, reader, "balance"))


def _one_account(events: Sequence[Event], written: Sequence[Event], late: Sequence[Event]) -> Iterator[Check]:
    each = Counter(event.detail["account"] for event in written)
    wanted = [each[event.detail["account"]] for event in late]
    for who, expected in zip(WRITERS, wanted, strict=False):
        yield equal(f"wanted:{who}", expected=expected, counted=_measured(events, who, "wanted"))
        yield equal(f"for-it:{who}", expected=len(written), counted=_measured(events, who, "read"))


def _collided(events: Sequence[Event], written: Sequence[Event], late: Sequence[Event]) -> Iterator[Check]:
    ids = {event.message for event in late}
    confirmed = sum(event.message in ids for event in of(events, What.CONFIRMED))
    read = [event for event in of(events, What.EXECUTED) if event.message in ids]
    cents = [event for event in (*written, *late) if event.detail["account"] in {e.detail["account"] for e in late}]
    known = sum(int(event.detail["cents"]) for event in cents if event.message not in ids)
    yield equal("both", expected=len(WRITERS), counted=confirmed)
    yield equal("in-it", expected=len(WRITERS), counted=len(read))
    yield equal("overdrawn", expected=-known, counted=sum(int(event.detail["cents"]) for event in cents))


def _kept(ledger: Ledger, events: Sequence[Event]) -> Iterator[Check]:
    yield equal("confirmed", expected=ledger.sent, counted=ledger.confirmed)
    yield equal("once", expected=0, counted=ledger.duplicated)
    left = sum(int(event.detail["waiting"]) for event in of(events, What.CLOSED, stop=STREAM))
    yield equal("kept", expected=ledger.sent, counted=left)


def _measured(events: Sequence[Event], stop: str, name: str) -> int | None:
    found = [event.detail["value"] for event in of(events, What.MEASURED, stop=stop) if event.detail["name"] == name]
    return int(found[-1]) if found else None
