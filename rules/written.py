"""Writes a rulebook down: as plain data, as one readable YAML text, and as the digest that names its content."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import yaml

from rules.implied import by_address
from rules.model import Rulebook
from rules.sections import CASES, EXAMPLES, LAWS, SECTIONS, SOURCES, VERSION

_ABOUT_IT = frozenset(section.name for section in (LAWS, EXAMPLES, CASES))
"""What is said about a rulebook and does not change a recommendation."""
_WIDTH = 118


def digest_of(rulebook: Rulebook) -> str:
    """SHA-256 of all that recommendations rest on, however and in however many files it was written."""
    rests_on = {name: part for name, part in as_data(rulebook).items() if name not in _ABOUT_IT}
    text = json.dumps(rests_on, sort_keys=True, ensure_ascii=False, default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


def as_data(rulebook: Rulebook) -> dict[str, Any]:
    """The rulebook as dicts, lists, texts, days and truth values, in the order of one file, without what is default."""
    data: dict[str, Any] = {VERSION: rulebook.version}
    for section in SECTIONS:
        values = getattr(rulebook, section.name)
        entries = [*values.values()] if section is SOURCES else [*values]
        if written := [as_plain(entry) for entry in entries if entry != by_address(getattr(entry, "id", ""))]:
            data[section.name] = written
    return data


def write_rulebook(rulebook: Rulebook, *, schema: str | None = None) -> str:
    """One YAML text that `read_rulebook` reads as the same rulebook, with the same digest.

    `schema` is the address of `rules.schema.schema()`, for editors.
    """
    data = as_data(rulebook)
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    parts = [as_yaml({VERSION: data.pop(VERSION)}), *(_part(name, entries) for name, entries in data.items())]
    return head + "\n".join(parts)


def _part(name: str, entries: list[Any]) -> str:
    texts = [as_yaml([entry]) for entry in entries]
    between = "\n" if any(text.count("\n") > 1 for text in texts) else ""
    return f"{name}:\n{between.join(texts)}"


def as_yaml(data: Any) -> str:
    """Plain data as YAML that a person would write."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


class _Dumper(yaml.CSafeDumper):
    """Writes what is short and flat on one line, as a person would."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        return super().represent_sequence(tag, sequence, flow_style or _is_flat(sequence))

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        short = len(str(mapping)) < _WIDTH and all(_is_flat(value) for value in mapping.values())
        return super().represent_mapping(tag, mapping, flow_style or (short and VERSION not in mapping))


def _is_flat(value: Any) -> bool:
    return not isinstance(value, dict) and not any(isinstance(each, dict | list) for each in _inside(value))


def _inside(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def as_plain(value: Any) -> Any:
    """A value of the rulebook as dicts, lists and what they hold, without what is default."""
    if is_dataclass(value):
        found = {each.name: getattr(value, each.name) for each in fields(value)}
        return {each.name: as_plain(found[each.name]) for each in fields(value) if found[each.name] != _default(each)}
    if isinstance(value, Mapping):
        return {name: as_plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


def _default(each: "Field[Any]") -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default
