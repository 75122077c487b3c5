"""Reads YAML as text with places: every value stays a string, and every value remembers line and column.

Only what a rulebook needs is let in. Anchors, aliases, tags, merge keys, directives and several documents are
refused, because they make a small file large or a plain file surprising. `no`, `on`, `12:30`, `010`, `.inf` and
`1e999` stay the text that they are. Reading stops at the first limit that is passed, so that no file takes long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from rules.characters import hidden
from rules.model import Place
from rules.problems import Problem, shown

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20
MOST_VALUES = 30_000
MOST_KEYS = 100
"""Of one entry; also the most values of a list inside of an entry. A list of entries has its limit in `sections`."""
MOST_TEXT = 2_000
_DIRECTIVE = re.compile(r"(?:\A|[\r\n])%")


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


def decoded(content: bytes, *, file: str) -> str:
    """The text of a file that was uploaded or read.

    Raises:
        Refused: if it is too large or not UTF-8.
    """
    _check_size(len(content), file)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        found = "It is UTF-16 text" if wide else "It is not UTF-8 text from here on"
        raise Refused(Problem(file, line, column, f"{found}. Save the file as UTF-8.")) from error


def read(text: str, *, file: str) -> Document:
    """Parse one file. A byte order mark at its start is tolerated.

    Raises:
        Refused: with the first place that cannot be read on; text after it has no reliable meaning.
    """
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    _check_size(len(text), file)
    if found := hidden(text):
        raise Refused(Problem(file, *_line_and_column(text, found.position), found.says))
    _check_size(len(text.encode()), file)
    if directive := _DIRECTIVE.search(text):
        place = _line_and_column(text, directive.end() - 1)
        raise Refused(Problem(file, *place, "A line that begins with % is a directive, and none is read. Remove it."))
    return _Reader(file).document(text)


class _Reader:
    """Turns the events of one file into data. One object per file; it is thrown away after use."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Spot] = {}

    def document(self, text: str) -> Document:
        try:
            data = self._root(yaml.parse(text, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as error:
            raise self._refused(error.problem_mark, f"Not valid YAML: {error.problem}.") from error
        return Document(self.file, data, self.places)

    def _root(self, events: Iterator[Any]) -> Any:
        data: Any = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    raise self._refused(event.start_mark, "A second document begins here. Use one file for each.")
                data = self._value(next(events), events, ())
        if not seen:
            raise self._refused(None, "The file is empty. Write a rulebook into it.")
        return data

    def _value(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        self._check(event, path)
        self.places.setdefault(path, _spot(event.start_mark))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._scalar(event)

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._check(event, path)
            key = self._key(event, found)
            self.places[*path, key] = _spot(event.start_mark)
            found[key] = self._value(next(events), events, (*path, key))
        return found

    def _key(self, event: Any, found: dict[str, Any]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(event.start_mark, "A key must be a plain word.")
        key = self._scalar(event)
        if key in found:
            raise self._refused(event.start_mark, f"{shown(key)} is here twice. Remove or rename one.")
        if key == "<<":
            raise self._refused(event.start_mark, "Merge keys are not read. Write the values out.")
        if not key or key != key.strip():
            raise self._refused(event.start_mark, f"The key {shown(key)} is empty, or begins or ends with a blank.")
        if len(found) == MOST_KEYS:
            raise self._refused(event.start_mark, f"More than {MOST_KEYS} keys. Remove some.")
        return key

    def _sequence(self, events: Iterator[Any], path: Path) -> list[Any]:
        found: list[Any] = []
        inside = len(path) > 1
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            if inside and len(found) == MOST_KEYS:
                raise self._refused(event.start_mark, f"More than {MOST_KEYS} values in one list. Remove some.")
            found.append(self._value(event, events, (*path, len(found))))
        return found

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if len(value) > MOST_TEXT:
            says = f"A text of {len(value):,} characters. Use at most {MOST_TEXT:,}."
            raise self._refused(event.start_mark, says)
        if event.style == '"' and (found := hidden(value)):  # only there a character can be written as an escape
            raise self._refused(event.start_mark, found.says)
        return value

    def _check(self, event: Any, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refused(event.start_mark, "Anchors and aliases are not read. Write the value out.")
        if event.tag:
            raise self._refused(event.start_mark, f"The tag {shown(event.tag)[1:-1]} is not read. Remove it.")
        if len(path) > MOST_DEPTH:
            raise self._refused(event.start_mark, f"Nested deeper than {MOST_DEPTH} levels.")
        if len(self.places) >= MOST_VALUES:
            raise self._refused(event.start_mark, f"More than {MOST_VALUES:,} values. Split the file or shorten it.")

    def _refused(self, mark: Mark | None, says: str) -> Refused:
        return Refused(Problem(self.file, *_spot(mark), says))


def _check_size(size: int, file: str) -> None:
    if size > MOST_BYTES:
        raise Refused(Problem(file, 1, 1, f"The file is larger than {MOST_BYTES // 1024} KiB. Split it or shorten it."))


def _line_and_column(text: str, position: int) -> Spot:
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _spot(mark: Mark | None) -> Spot:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
