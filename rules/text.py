"""Reads YAML as text with places: every value stays a string, and every value remembers line and column.

Only what a rulebook needs is let in. Anchors, aliases, tags, merge keys and several documents are refused,
because they make a small file large or a plain file surprising; `no`, `on`, `12:30` and `010` stay text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from rules.model import Place
from rules.problems import Problem

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20


class Mark(Protocol):
    """A position as both of PyYAML's parsers give it, from 0."""

    line: int
    column: int


Path = tuple[str | int, ...]
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file (dicts, lists and strings), and path -> (line, column), counted from 1."""

    file: str
    data: Any
    places: dict[Path, Spot] = field(repr=False)

    def problem(self, path: Path, says: str) -> Problem:
        """A problem at `path`, or at the nearest place above it that is known."""
        place = self.place(path)
        return Problem(place.file, place.line, place.column, says)

    def place(self, path: Path) -> Place:
        """Where `path` was written, or the nearest place above it that is known."""
        while path not in self.places and path:
            path = path[:-1]
        return Place(self.file, *self.places.get(path, (1, 1)))


class Refused(Exception):
    """The text is not YAML, or holds something that a rulebook must not hold."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read(text: str, *, file: str) -> Document:
    """Parse one file.

    Raises:
        Refused: with the first place that cannot be read on; text after it has no reliable meaning.
    """
    if len(text.encode()) > MOST_BYTES:
        raise Refused(Problem(file, 1, 1, f"The file is larger than {MOST_BYTES // 1024} KiB. Split it or shorten it."))
    return _Reader(file).document(text)


class _Reader:
    """Turns the events of one file into data. One object per file; it is thrown away after use."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Spot] = {}

    def document(self, text: str) -> Document:
        try:
            events = iter(list(yaml.parse(text, Loader=yaml.CSafeLoader)))
        except yaml.MarkedYAMLError as error:
            raise self._refused(error.problem_mark, f"Not valid YAML: {error.problem}.") from error
        except yaml.YAMLError as error:
            raise Refused(Problem(self.file, 1, 1, f"Not valid YAML: {str(error).splitlines()[0]}.")) from error
        return Document(self.file, self._root(events), self.places)

    def _root(self, events: Iterator[yaml.Event]) -> Any:
        data: Any = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    raise self._refused(event.start_mark, "A second document begins here. Use one file for each.")
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        self._check(event, path)
        self.places.setdefault(path, _spot(event.start_mark))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        raise self._refused(event.start_mark, "Expected a value here.")

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._check(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event.start_mark, "A key must be a plain word.")
            key = event.value
            if key in found:
                raise self._refused(event.start_mark, f'"{key}" is here twice. Remove or rename one.')
            if key == "<<":
                raise self._refused(event.start_mark, "Merge keys are not read. Write the values out.")
            self.places[*path, key] = _spot(event.start_mark)
            found[key] = self._value(next(events), events, (*path, key))
        return found

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self._value(event, events, (*path, len(found))))
        return found

    def _check(self, event: yaml.Event, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(event.start_mark, "Anchors and aliases are not read. Write the value out.")
        if tag := getattr(event, "tag", None):
            raise self._refused(event.start_mark, f"The tag {tag} is not read. Remove it.")
        if len(path) > MOST_DEPTH:
            raise self._refused(event.start_mark, f"Nested deeper than {MOST_DEPTH} levels.")

    def _refused(self, mark: Mark | None, says: str) -> Refused:
        return Refused(Problem(self.file, *_spot(mark), says))


def _spot(mark: Mark | None) -> Spot:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
