"""What judges share: a claim is shown only if every check holds, and void if its fault did not happen."""

from collections.abc import Iterable, Iterator, Sequence

from demos.demo import Check, Judgement, Verdict
from demos.events import Event, What
from demos.ledger import Ledger


def judgement(checks: Iterable[Check], *, happened: bool = True) -> Judgement:
    """Judge by `checks`. If the fault that the claim is about has not `happened`, nothing was shown either way."""
    checks = tuple(checks)
    holds = all(check.holds for check in checks)
    verdict = Verdict.VOID if not happened else Verdict.SHOWN if holds else Verdict.REFUTED
    return Judgement(verdict=verdict, checks=checks)


def equal(id_: str, *, expected: object, counted: object) -> Check:
    """Check that what was counted is what was expected. Its words are in the catalogue, by its id up to a colon."""
    return Check(id=id_, expected=str(expected), counted=str(counted), holds=expected == counted)


def at_least(id_: str, *, expected: int, counted: int) -> Check:
    """Check that enough was counted."""
    return Check(id=id_, expected=f"{expected}+", counted=str(counted), holds=counted >= expected)


def at_most(id_: str, *, expected: int, counted: int) -> Check:
    """Check that not too many were counted."""
    return Check(id=id_, expected=f"0 to {expected}", counted=str(counted), holds=counted <= expected)


def within(id_: str, *, low: float, high: float, counted: Sequence[float]) -> Check:
    """Check that numbers of seconds, at least one, are all in their limits."""
    holds = bool(counted) and low <= min(counted) and max(counted) <= high
    measured = " to ".join(f"{seconds:.2f}" for seconds in sorted(_ends(counted))) or "none"
    return Check(id=id_, expected=f"{low:.1f} to {high:.1f} s", counted=f"{measured} s", holds=holds)


def noted(id_: str, *, counted: object) -> Check:
    """Give a number that the claim says nothing about, so that it stands beside those that it does."""
    return Check(id=id_, expected="any", counted=str(counted), holds=True)


def books(ledger: Ledger) -> Iterator[Check]:
    """Check what every demo claims: nothing is lost, nothing is unexpected, and the books balance."""
    yield equal("executed", expected=ledger.expected, counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def of(events: Sequence[Event], what: What, *, stop: str | None = None) -> tuple[Event, ...]:
    """Give the events of that kind, at that stop if one is named."""
    return tuple(event for event in events if event.what is what and stop in (None, event.stop))


def interrupted_work(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the STARTED events whose work was cut by a kill: begun at the killed stop and not completed there."""
    return tuple(begun for killed in of(events, What.KILLED) for begun in _open_at(events, killed))


def taken_over(events: Sequence[Event], cut: Event) -> Event | None:
    """Give the DELIVERED event that brought the work of `cut` to another stop with the redelivered flag."""
    again = (
        event
        for event in of(events, What.DELIVERED)
        if event.seq > cut.seq
        and event.message == cut.message
        and event.detail.get("queue") == cut.detail.get("queue")
        and event.stop != cut.stop
        and event.detail.get("redelivered") == 1
    )
    return next(again, None)


def _open_at(events: Sequence[Event], killed: Event) -> Iterator[Event]:
    begun = [e for e in of(events, What.STARTED, stop=killed.stop) if e.seq < killed.seq]
    done = {(e.message, e.detail.get("queue")) for e in of(events, What.EXECUTED, stop=killed.stop)}
    return (e for e in begun if (e.message, e.detail.get("queue")) not in done)


def _ends(numbers: Sequence[float]) -> set[float]:
    return {min(numbers), max(numbers)} if numbers else set()
