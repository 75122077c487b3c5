"""Counts what became of every message, from events and message ids alone."""

from collections import Counter
from collections.abc import Iterable, Set

from demos.events import Event, What
from demos.ledger import Balance, Copy, Ledger, Line, State
from demos.topics import destinations


def ledger(events: Iterable[Event], *, no_confirms: str | None = None) -> Ledger:
    """Count `events`, which may be any first part of a run's events."""
    tally = Tally(no_confirms=no_confirms)
    for event in events:
        tally.add(event)
    return tally.ledger()


class Tally:
    """Counts events as they come. Not thread-safe: its owner guards it."""

    def __init__(self, *, no_confirms: str | None = None) -> None:
        self._no_confirms = no_confirms
        self._bindings: set[tuple[str, str]] = set()
        self._expected: dict[Copy, None] = {}
        self._seen: dict[What, Counter[Copy]] = {what: Counter() for what in _OF_COPIES}
        self._redelivered: Counter[Copy] = Counter()
        self._messages: dict[What, Counter[str]] = {what: Counter() for what in _OF_MESSAGES}
        self._results: dict[str, str] = {}
        self._waiting: dict[str, int] = {}

    @property
    def expected(self) -> Set[Copy]:
        """Every copy that has to be executed, as far as known."""
        return self._expected.keys()

    def add(self, event: Event) -> None:
        """Take one more event into the books."""
        if event.what is What.BOUND:
            self._bindings.add((event.stop, str(event.detail["pattern"])))
        elif event.what is What.CLOSED:
            self._waiting[event.stop] = int(event.detail["waiting"])
        elif event.message is not None:
            self._add_message(event, event.message)

    def _add_message(self, event: Event, message: str) -> None:
        what = What.SENT if event.what is What.TICK else event.what
        if what is What.SENT:
            self._expected |= dict.fromkeys((message, queue) for queue in sorted(self._queues_for(event)))
        if what is What.RESULT:
            self._results[message] = str(event.detail["value"])
        if what in self._messages:
            self._messages[what][message] += 1
        copy = (message, str(event.detail.get("queue", "")))
        if what in self._seen:
            self._seen[what][copy] += 1
        if what is What.DELIVERED:
            self._redelivered[copy] += int(event.detail.get("redelivered", 0))

    def _queues_for(self, sent: Event) -> frozenset[str]:
        if "queue" in sent.detail:
            return frozenset({str(sent.detail["queue"])})
        if "queues" in sent.detail:
            return frozenset(str(sent.detail["queues"]).split())
        return destinations(str(sent.detail.get("routing_key", "")), self._bindings)

    def ledger(self) -> Ledger:
        """Give the books as they are now."""
        sent = self._messages[What.SENT]
        returned, refused = self._messages[What.RETURNED], self._messages[What.REFUSED]
        confirmed, accepted = self._messages[What.CONFIRMED], self._messages[What.ACCEPTED]
        taken, back = (confirmed + accepted).keys() & sent.keys(), (returned + refused).keys() & sent.keys()
        unconfirmed = len(sent.keys() - taken - back)
        both = len(taken & back)
        executed = self._seen[What.EXECUTED]
        duplicated = sum(executed[copy] - 1 for copy in self._expected if executed[copy] > 1)
        unexpected = sum(times for copy, times in executed.items() if copy not in self._expected)
        states = self._states()
        where = Counter(states.values())
        return Ledger(
            sent=len(sent),
            confirmed=None if self._no_confirms else len(confirmed.keys() & sent.keys()),
            no_confirms=self._no_confirms,
            accepted=len(accepted.keys() & sent.keys()),
            returned=len(returned.keys() & sent.keys()),
            refused=len(refused.keys() & sent.keys()),
            unconfirmed=unconfirmed,
            expected=len(self._expected),
            executed=where[State.EXECUTED],
            recovered=sum(s is State.EXECUTED and copy[0] not in taken for copy, s in states.items()),
            in_flight=where[State.IN_FLIGHT],
            given_back=where[State.GIVEN_BACK],
            dead_lettered=where[State.DEAD_LETTERED],
            discarded=where[State.DISCARDED],
            lost=where[State.LOST],
            unknown=where[State.UNKNOWN],
            executions=executed.total(),
            duplicated=duplicated,
            unexpected=unexpected,
            started=self._seen[What.STARTED].total(),
            failed=self._seen[What.FAILED].total(),
            retried=self._seen[What.RETRYING].total(),
            redelivered=self._redelivered.total(),
            replied=len(self._messages[What.REPLIED]),
            results=tuple(self._results.items()),
            lines=tuple(self._lines(states)),
            messages_balance=Balance(
                left=(("sent", len(sent)), ("taken_and_returned", both)),
                right=(("taken", len(taken)), ("returned", len(back)), ("unconfirmed", unconfirmed)),
            ),
            copies_balance=Balance(
                left=(("expected", len(self._expected)), ("duplicated", duplicated), ("unexpected", unexpected)),
                right=(("executions", executed.total()), *((state.value, where[state]) for state in _NOT_EXECUTED)),
            ),
        )

    def _states(self) -> dict[Copy, State]:
        waiting = Counter(self._waiting)
        return {copy: self._state(copy, waiting) for copy in self._expected}

    def _state(self, copy: Copy, waiting: Counter[str]) -> State:
        message, queue = copy
        if self._seen[What.EXECUTED][copy]:
            return State.EXECUTED
        if self._messages[What.RETURNED][message] or self._messages[What.REFUSED][message]:
            return State.GIVEN_BACK
        if self._seen[What.DEAD_LETTERED][copy]:
            return State.DEAD_LETTERED
        if self._seen[What.DISCARDED][copy]:
            return State.DISCARDED
        if queue not in self._waiting:
            return State.IN_FLIGHT
        if not (self._messages[What.CONFIRMED][message] or self._messages[What.ACCEPTED][message]):
            return State.UNKNOWN
        # What is still in a closed queue is not lost. The queue tells how many, not which.
        waiting[queue] -= 1
        return State.IN_FLIGHT if waiting[queue] >= 0 else State.LOST

    def _lines(self, states: dict[Copy, State]) -> Iterable[Line]:
        touched = dict.fromkeys(copy for seen in self._seen.values() for copy in seen)
        for copy in self._expected | touched:
            yield Line(
                message=copy[0],
                queue=copy[1],
                expected=copy in self._expected,
                state=states.get(copy, State.EXECUTED if self._seen[What.EXECUTED][copy] else State.IN_FLIGHT),
                started=self._seen[What.STARTED][copy],
                executed=self._seen[What.EXECUTED][copy],
                failed=self._seen[What.FAILED][copy],
                retried=self._seen[What.RETRYING][copy],
                redelivered=self._redelivered[copy],
            )


_OF_MESSAGES = (What.SENT, What.CONFIRMED, What.ACCEPTED, What.RETURNED, What.REFUSED, What.REPLIED)
_OF_COPIES = (What.STARTED, What.EXECUTED, What.FAILED, What.RETRYING, What.DEAD_LETTERED, What.DISCARDED)
_NOT_EXECUTED = tuple(state for state in State if state is not State.EXECUTED)
