"""Judges who could read which result, and how often, from the events alone."""

from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import books, equal, judgement, of, within
from demos.ledger import Ledger
from demos.stories.celery_results.kitchen import KEPT, REPLIED
from demos.stories.celery_results.story import NEVER_SENT

EARLY, LATE = 0.1, 15.0
"""Seconds by which a result may seem to go early, by two clocks, or late, because the machine is busy."""


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless every reply was there when somebody else asked for it."""
    done = {event.message: event.seq for event in of(events, What.EXECUTED)}
    asked = _asked(events, "reader", "asked")
    happened = bool(asked) and all(done.get(event.message, event.seq) < event.seq for event in asked)
    taken = (ledger.confirmed or 0) + ledger.accepted
    checks = (*_pending(events), *_fetched(events), *_gone(events), equal("taken", expected=ledger.sent, counted=taken))
    return judgement((*checks, *books(ledger)), happened=happened)


def _pending(events: Sequence[Event]) -> Iterator[Check]:
    begun = {event.message: event.seq for event in reversed(of(events, What.STARTED))}
    before = _asked(events, "shop", "before")
    waiting = [event for event in before if event.message != NEVER_SENT and begun.get(event.message, 0) > event.seq]
    unknown = [event for event in before if event.message == NEVER_SENT]
    yield equal("state:waiting", expected="PENDING", counted=_states(waiting))
    yield equal("state:never sent", expected="PENDING", counted=_states(unknown))


def _fetched(events: Sequence[Event]) -> Iterator[Check]:
    orders = _planned(events, "orders")
    elsewhere, again = _asked(events, "reader", "asked"), _asked(events, "shop", "again")
    yield equal("fetched:Redis", expected=orders, counted=_results(events, "shop", KEPT))
    yield equal("elsewhere:Redis", expected=orders, counted=_results(events, "reader", KEPT))
    yield equal("elsewhere:rpc", expected=f"{orders} PENDING", counted=f"{len(elsewhere)} {_states(elsewhere)}")
    yield equal("fetched:rpc", expected=orders, counted=_results(events, "shop", REPLIED))
    yield equal("again", expected=f"{orders} PENDING", counted=f"{len(again)} {_states(again)}")


def _gone(events: Sequence[Event]) -> Iterator[Check]:
    orders, expires = _planned(events, "orders"), _planned(events, "expires")
    begun = {event.message: event.at for event in reversed(of(events, What.STARTED))}
    gone = _asked(events, "reader", "gone")
    yield equal("gone", expected=f"{orders} PENDING", counted=f"{len(gone)} {_states(gone)}")
    # A result is stored after its task was begun, so it cannot go earlier than that.
    kept = [event.at - begun[event.message] for event in gone if event.message in begun]
    yield within("kept", low=expires - EARLY, high=expires + LATE, counted=kept)


def _asked(events: Sequence[Event], stop: str, name: str) -> list[Event]:
    return [event for event in of(events, What.OBSERVED, stop=stop) if event.detail["name"] == name]


def _states(asked: Sequence[Event]) -> str:
    return ", ".join(sorted({str(event.detail["value"]) for event in asked})) or "none"


def _results(events: Sequence[Event], stop: str, queue: str) -> int:
    fetched = [event for event in of(events, What.RESULT, stop=stop) if str(event.message).endswith(queue)]
    return sum(event.detail["value"] == f"{event.message} is cooked" for event in fetched)


def _planned(events: Sequence[Event], name: str) -> int:
    return sum(int(event.detail[name]) for event in of(events, What.PLANNED))
