"""Says where an evidence file was edited: which part, which event and, where the hashes allow it, which field."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

from demos.chain import Plain, canonical, digest, kept, link, parts_of
from demos.events import What


def places(data: Mapping[str, Any]) -> Iterator[str]:
    """Give every place at which what a file holds does not fit its hashes.

    Raises:
        ValueError: it holds a number that cannot be hashed.
    """
    untouched = True
    for place in itertools.chain(_parts(data), _events(data)):
        untouched = False
        yield place
    if untouched and digest(canonical({name: value for name, value in data.items() if name != "hash"})) != data["hash"]:
        yield "hash: it does not fit the file"


def _parts(data: Plain) -> Iterator[str]:
    there = parts_of(data)
    for name in sorted(there.keys() | data["parts"].keys()):
        if name not in there:
            yield f"{name}: it is missing"
        elif digest(canonical(there[name])) != data["parts"].get(name):
            yield f"{name}: it is not what was written"


def _events(data: Plain) -> Iterator[str]:
    events, hashes, every = data["events"], data["chain"]["hashes"], data["chain"]["every"]
    numbers = kept(len(events), every)
    if wrong := next(_numbers(events), None):
        yield wrong
    elif len(numbers) != len(hashes):
        told = max(0, len(hashes) - 1) * every
        yield f"event {min(len(events), told) + 1}: the chain is of {told} events, and {len(events)} are here"
    else:
        yield from _links(data["run"], events, numbers, hashes)


def _links(run: Plain, events: Sequence[Plain], numbers: Sequence[int], hashes: Sequence[str]) -> Iterator[str]:
    if digest(canonical(run)) != hashes[0]:
        yield "chain.hashes.0: it does not fit what comes before the events"
    for (first, last), (before, after) in zip(pairwise(numbers), pairwise(hashes), strict=True):
        if reduce(link, events[first:last], before) != after:
            alone = last - first == 1
            yield _field(before, events, first, after) if alone else f"events {first + 1} to {last}: one was changed"


def _numbers(events: Sequence[Plain]) -> Iterator[str]:
    for number, event in enumerate(events, start=1):
        if event.get("seq") != number:
            yield f"event {number}: its number is {str(event.get('seq'))[:20]}; one is missing, or their order changed"


def _field(before: str, events: Sequence[Plain], number: int, hashed: str) -> str:
    """Say which field of an event was changed, by trying what other events say there."""
    event = events[number]
    for field, was in _others(event, events, number):
        if link(before, _with(event, field, was)) == hashed:
            is_ = _value(event, field)
            return f"event {number + 1}, {field}: it says {_short(is_)} and was written as {_short(was)}"
    return f"event {number + 1}: its time was changed, or more than one field"


def _others(event: Plain, events: Sequence[Plain], number: int) -> Iterator[tuple[str, Any]]:
    yield "seq", number + 1
    yield from (("what", what.value) for what in What)
    for field in ("stop", "message"):
        yield from ((field, other) for other in {canonical(e.get(field)): e.get(field) for e in events}.values())
    details = [each["detail"] for each in events if isinstance(each.get("detail"), dict)]
    for name in event["detail"] if isinstance(event.get("detail"), dict) else ():
        told = {canonical(detail[name]): detail[name] for detail in details if name in detail}
        yield from ((f"detail.{name}", other) for other in told.values())


def _with(event: Plain, field: str, value: object) -> Plain:
    above, _, name = field.partition(".")
    return {**event, above: {**event[above], name: value} if name else value}


def _value(event: Plain, field: str) -> object:
    above, _, name = field.partition(".")
    return event[above][name] if name else event.get(above)


def _short(value: object) -> str:
    text = canonical(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
