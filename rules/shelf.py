"""Holds the lists of a rulebook and reads them entry by entry, so that one bad entry hides no problem of another."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rules.model import Place
from rules.problems import MOST_PROBLEMS, Problem, did_you_mean, shown
from rules.sections import VERSION, Section
from rules.text import Document, Path, Refused

Value = TypeVar("Value")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """A validated value and where it was written."""

    document: Document
    path: Path
    value: Value

    def place(self, *path: str | int) -> Place:
        """Where something inside this entry was written."""
        return self.document.place((*self.path, *path))

    def wrote(self, *path: str | int) -> bool:
        """Whether something inside this entry was written at all, not left out."""
        return (*self.path, *path) in self.document.places

    def problem(self, *path: str | int, says: str) -> Problem:
        """A problem somewhere inside this entry."""
        return self.document.problem((*self.path, *path), says)


class Shelf:
    """The lists of one rulebook, in whatever files they stand, and the problems that were met while reading them."""

    def __init__(self) -> None:
        self.version = ""
        self.problems: list[Problem] = []
        self._lists: dict[str, list[tuple[Document, Path]]] = {}
        self._unreadable: set[str] = set()

    def read(self, document: Callable[[], Document], holds: Iterable[Section[Any]]) -> Document | None:
        """The document; or None, with its problem noted, and whatever it may define is called unknown by nobody."""
        try:
            return document()
        except Refused as refused:
            self.problems.append(refused.problem)
            self._unreadable.update(section.name for section in holds)
            return None

    def put(self, section: Section[Any], document: Document, *path: str) -> None:
        """Note where a list stands. One that is needed and is not there becomes a problem."""
        if path and path[0] not in document.data:
            if section.least:
                self.problems.append(document.problem((), f'Missing "{section.name}" at the top of the file.'))
                self._unreadable.add(section.name)
        else:
            self._lists.setdefault(section.name, []).append((document, path))

    def put_all(self, sections: Iterable[Section[Any]], document: Document) -> None:
        """Note where every list of a file with several lists stands, and read the version."""
        names = [VERSION, *(section.name for section in sections)]
        if not isinstance(document.data, dict):
            self.problems.append(document.problem((), f"Expected a file with keys ({', '.join(names)})."))
            self._unreadable.update(names)
            return
        for key in document.data.keys() - set(names):
            self.problems.append(document.problem((key,), f"Unknown key {shown(key)}.{did_you_mean(key, names)}"))
        self._read_version(document)
        for section in sections:
            self.put(section, document, section.name)

    def has(self, section: Section[Any]) -> bool:
        """Whether the rulebook has this list at all."""
        return section.name in self._lists or section.name in self._unreadable

    def entries(self, section: Section[Value]) -> tuple[Entry[Value], ...]:
        """Every entry of a list that has the right shape; the others become problems."""
        lists = self._lists.get(section.name, [])
        return tuple(entry for document, path in lists for entry in self._valid(section, document, path))

    def known(self, section: Section[Any]) -> frozenset[str]:
        """The ids that a list means to define, including those of entries with problems elsewhere."""
        if section.name in self._unreadable:
            return Anything()
        return frozenset(name for _, item in self._items(section) for name in _ids([item]))

    def inside(self, section: Section[Any], key: str) -> dict[str, frozenset[str]]:
        """Id of every entry that the list means to define -> the ids of the list that it holds under `key`."""
        found: dict[str, frozenset[str]] = {}
        for name, item in self._items(section):
            ids = frozenset(_ids(item[key])) if isinstance(item.get(key), list) else Anything()
            found[name] = ids if isinstance(ids, Anything) else ids.union(found.get(name, ()))
        return found

    def _items(self, section: Section[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for document, path in self._lists.get(section.name, []):
            items = _at(document.data, path)
            for item in items if isinstance(items, list) else ():
                for name in _ids([item]):
                    yield name, item

    def _read_version(self, document: Document) -> None:
        version = document.data.get(VERSION)
        if isinstance(version, str) and _VERSION.fullmatch(version):
            self.version = version
        elif VERSION in document.data:
            says = 'The version is letters, digits, ".", "_" and "-", at most 32 of them, such as "2026.11".'
            self.problems.append(document.problem((VERSION,), says))
        else:
            self.problems.append(document.problem((), f'Missing "{VERSION}" at the top of the file.'))

    def _valid(self, section: Section[Value], document: Document, path: Path) -> Iterator[Entry[Value]]:
        items = _at(document.data, path)
        if not isinstance(items, list):
            where = f'"{path[0]}"' if path else "The file"
            self.problems.append(document.problem(path, f"{where} must be a list of entries."))
            self._unreadable.add(section.name)
            return
        adapter = _adapter(section)
        for number, item in enumerate(items[: section.most + 1]):
            if len(self.problems) >= MOST_PROBLEMS:
                return
            try:
                (value,) = adapter.validate_python([item])
            except ValidationError as error:
                self.problems.extend(_problems(error, document, (*path, number), section.shape))
            else:
                yield Entry(document, (*path, number), value)


class Anything(frozenset[str]):
    """The ids of a list that could not be read: none of them can be called unknown."""

    def __contains__(self, name: object) -> bool:
        return True


@cache
def _adapter(section: Section[Any]) -> TypeAdapter[Any]:
    return TypeAdapter[Any](
        tuple[section.shape, ...],  # type: ignore[name-defined]
        config=ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1),
    )


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _ids(items: Any) -> Iterator[str]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping) and isinstance(item.get("id"), str):
            yield item["id"].strip()


def _problems(error: ValidationError, document: Document, path: Path, shape: type) -> Iterator[Problem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        place = (*path, *found["loc"][1:])
        fields = tuple(getattr(shape, "__dataclass_fields__", ())) if len(found["loc"]) <= 2 else ()
        key = next((each for each in reversed(place) if isinstance(each, str)), "an entry")
        yield document.problem(place, _sentence(found["type"], key, found["msg"], fields))


_EXPECTED = {
    "tuple_type": "Expected a list, such as [a, b]",
    "string_type": "Expected a text",
    "dict_type": "Expected keys with values, such as {a: b}",
    "bool_parsing": "Expected true or false",
    "string_too_short": "There is nothing here. Expected a text",
    "date_from_datetime_parsing": "There is no such day",
}


def _sentence(kind: str, key: str, message: str, fields: tuple[str, ...]) -> str:
    if kind == "unexpected_keyword_argument":
        return f"Unknown key {shown(key)}.{did_you_mean(key, fields) if fields else ''}"
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return f'Missing "{key}".'
    if kind == "dataclass_type":
        return f"Expected an entry with keys ({', '.join(fields)})."
    return f"{shown(key)[1:-1]}: {_EXPECTED.get(kind, message)}."
