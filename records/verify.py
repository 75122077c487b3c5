"""Derives a record anew, offline, and names what does not come out the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from records.receipts import receipt, receipts
from records.record import Record, opened, record_of
from records.shape import RecordFile, as_data, day, dissents
from records.shown import Shown
from rules import Rulebook

_MOST = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not what its own answers lead to."""

    field: str
    written: str
    derived: str

    def __str__(self) -> str:
        return f"{self.field}: {self.written} is written, {self.derived} was derived"


def derived(file: RecordFile, *at_hand: Rulebook) -> Record:
    """The record that a file's own code leads to, with what only people could have written.

    Raises:
        RecordError: the code is damaged, or its rulebook is not here.
    """
    answers, rulebook = opened(file.code, *at_hand)
    app = file.permalink.rpartition("/d/")[0] or None
    return record_of(
        answers,
        rulebook,
        day(file),
        title=file.title,
        people=file.people,
        dissent=dissents(file),
        why_now=file.why_now,
        receipts=receipts(file.receipts),
        app=app,
    )


def differences(file: RecordFile, *at_hand: Rulebook) -> tuple[Difference, ...]:
    """Every field of the file that comes out differently; none if the record is whole.

    Raises:
        RecordError: the code is damaged, or its rulebook is not here.
    """
    it = derived(file, *at_hand)
    written, found = file.model_dump(mode="json", exclude_unset=True), _plain(as_data(it))
    told = _compared("", *(_by_demo(data) for data in (written, found)))
    return (*told, *_moved(receipts(file.receipts), it.receipts))


def strays(written: Iterable[Shown], it: Record) -> Iterator[Difference]:
    """Receipts that were written and are of no demo that the decision rests on."""
    for one in written:
        if one not in it.receipts:
            yield Difference(f"receipts.{one.demo}", _short(receipt(one)), _short(_Nothing))


def _by_demo(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a record with its receipts by demo, so that one too many does not make others differ."""
    given = data.get("receipts")
    return data | {"receipts": {each["demo"]: each for each in given}} if given else data


def _moved(written: Sequence[Shown], derived: Sequence[Shown]) -> Iterator[Difference]:
    """The first two receipts that were written the other way round, if there are any."""
    place = {one.demo: index for index, one in enumerate(derived)}
    demos = [one.demo for one in written if one.demo in place]
    for one, next_one in pairwise(demos):
        if place[one] > place[next_one]:
            yield Difference("receipts", f"{one} before {next_one}", f"{next_one} before {one}")
            return


def _compared(place: str, written: Any, derived: Any) -> Iterator[Difference]:
    if isinstance(written, dict) and isinstance(derived, dict):
        for key in dict.fromkeys([*written, *derived]):
            yield from _compared(f"{place}.{key}".strip("."), written.get(key, _Nothing), derived.get(key, _Nothing))
    elif isinstance(written, list) and isinstance(derived, list):
        for index in range(max(len(written), len(derived))):
            yield from _compared(f"{place}[{index}]", _at(written, index), _at(derived, index))
    elif type(written) is not type(derived) or written != derived:
        yield Difference(place, _short(written), _short(derived))


class _Nothing:
    """What stands where nothing is."""


def _at(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else _Nothing


def _short(value: Any) -> str:
    text = "nothing" if value is _Nothing else repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def _plain(data: Any) -> Any:
    """Enums and tuples as JSON gives them back."""
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return str(data) if isinstance(data, str) else data
