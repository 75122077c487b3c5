"""Reads the files of a rulebook entry by entry, so that one bad entry does not hide the problems of the others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rules.model import Place
from rules.problems import Problem, did_you_mean
from rules.text import Document, Path, Refused, read

Value = TypeVar("Value")
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """A validated value and where it was written."""

    document: Document
    path: Path
    value: Value

    def place(self, *path: str | int) -> Place:
        """Where something inside this entry was written."""
        return self.document.place((*self.path, *path))

    def problem(self, *path: str | int, says: str) -> Problem:
        """A problem somewhere inside this entry."""
        return self.document.problem((*self.path, *path), says)


class Shelf:
    """The files of one rulebook folder and the problems that were met while reading them."""

    def __init__(self, folder: File) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._documents: dict[str, Document] = {}

    def entries(self, file: str, shape: type[Value], *section: str) -> tuple[Entry[Value], ...]:
        """Every entry of a list that has the right shape; the others become problems."""
        document = self._document(file)
        items = self._list(document, section) if document else []
        adapter = TypeAdapter[Any](tuple[shape, ...], config=_STRICT)  # type: ignore[valid-type]
        return tuple(self._valid(document, items, section, adapter, shape)) if document else ()

    def known(self, file: str, *section: str | int) -> frozenset[str]:
        """The ids that the list means to define, including those of entries with problems elsewhere."""
        document = self._documents.get(file)
        if document is None:
            return _Anything()
        items = _at(document.data, section)
        return frozenset(name for _, name in _texts(items, "id"))

    def texts(self, file: str, section: str, key: str) -> list[tuple[int, str]]:
        """(position, text) of `key` in every entry of a list that has it, sound or not."""
        document = self._documents.get(file)
        return list(_texts(_at(document.data, (section,)), key)) if document else []

    def word(self, file: str, key: str) -> str:
        """A single text at the top of a file."""
        document = self._document(file)
        value = document.data.get(key) if document and isinstance(document.data, dict) else None
        if document and not isinstance(value, str):
            self.problems.append(document.problem((), f'Missing "{key}" at the top of the file.'))
        return value if isinstance(value, str) else ""

    def content(self, *files: str) -> str:
        """The data of some files in one canonical text: comments and layout do not change it."""
        return json.dumps([self._documents[file].data for file in files], sort_keys=True, ensure_ascii=False)

    def _document(self, file: str) -> Document | None:
        if file not in self._documents:
            try:
                self._documents[file] = read((self.folder / file).read_text(encoding="utf-8"), file=file)
            except Refused as refused:
                self.problems.append(refused.problem)
            except (OSError, UnicodeDecodeError) as error:
                self.problems.append(Problem(file, 0, 0, f"The file cannot be read: {_reason(error)}."))
        return self._documents.get(file)

    def _list(self, document: Document, section: tuple[str, ...]) -> list[Any]:
        items = _at(document.data, section)
        if not isinstance(items, list):
            where = f'"{section[0]}"' if section else "The file"
            self.problems.append(document.problem(section, f"{where} must be a list of entries."))
            return []
        return items

    def _valid(
        self, document: Document, items: list[Any], section: Path, adapter: TypeAdapter[Any], shape: type[Value]
    ) -> Iterator[Entry[Value]]:
        for number, item in enumerate(items):
            path = (*section, number)
            try:
                (value,) = adapter.validate_python([item])
            except ValidationError as error:
                self.problems.extend(_problems(error, document, path, shape))
            else:
                yield Entry(document, path, value)


class _Anything(frozenset[str]):
    """The ids of a file that could not be read: none of them can be called unknown."""

    def __contains__(self, name: object) -> bool:
        return True


def _at(data: Any, section: Path) -> Any:
    for key in section:
        inside = key in data if isinstance(data, Mapping) else isinstance(data, list) and key in range(len(data))
        data = data[key] if inside else None
    return data


def _texts(items: Any, key: str) -> Iterator[tuple[int, str]]:
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and isinstance(item.get(key), str):
            yield index, item[key]


def _problems(error: ValidationError, document: Document, path: Path, shape: type) -> Iterator[Problem]:
    for found in error.errors(include_url=False):
        place = (*path, *found["loc"][1:])
        fields = tuple(getattr(shape, "__dataclass_fields__", ())) if len(found["loc"]) <= 2 else ()
        yield document.problem(place, _sentence(found["type"], place[-1], found["msg"], fields))


def _sentence(kind: str, key: str | int, message: str, fields: tuple[str, ...]) -> str:
    if kind == "unexpected_keyword_argument":
        return f'Unknown key "{key}".{did_you_mean(str(key), fields) if fields else ""}'
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return f'Missing "{key}".'
    if kind == "dataclass_type":
        return f"Expected an entry with keys ({', '.join(fields)})."
    return f"{key}: {message}."


def _reason(error: Exception) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "it is not UTF-8 text"
