"""Reads what a Python project needs: pyproject.toml, requirements, and the locks of Poetry, uv and Pipenv."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from records.evidence.fact import Broken, Fact, Source

MOST_PACKAGES = 1_000
"""Of one table."""

_FOR_DEVELOPERS = frozenset({"dev", "develop", "development", "test", "tests", "testing", "docs", "lint", "typing"})
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
_LOCKED = re.compile(r'name = "([^"]+)"\s*')
_LINE_IN_TOML = re.compile(r"line (\d+)")


def pyproject(source: Source) -> Iterator[Fact]:
    """Every package that a pyproject.toml asks for, however its tool writes it.

    Raises:
        Broken: it is no TOML.
    """
    data = _toml(source)
    project, poetry = _table(data, "project"), _table(data, "tool", "poetry")
    yield from _quoted(source, _texts(project.get("dependencies")))
    for group, wanted in _table(project, "optional-dependencies").items():
        if group.lower() not in _FOR_DEVELOPERS:
            yield from _quoted(source, _texts(wanted))
    yield from _keys(source, _table(poetry, "dependencies"))


def requirements(source: Source) -> Iterator[Fact]:
    """Every package that a list of requirements names. Lists that it includes are read by themselves."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := _NAME.match(line.strip()):
            yield _package(source, found[0], number)


def poetry_lock(source: Source) -> Iterator[Fact]:
    """Every package that a poetry.lock holds for running, not for developing.

    Raises:
        Broken: it is no TOML.
    """
    packages = _tables(_toml(source).get("package"))
    yield from _locked(source, {each.get("name") for each in packages if _runs(each)})


def uv_lock(source: Source) -> Iterator[Fact]:
    """Every package that the projects of a uv.lock ask for themselves.

    Raises:
        Broken: it is no TOML.
    """
    packages = _tables(_toml(source).get("package"))
    wanted = [each for package in packages if _is_own(package) for each in _tables(package.get("dependencies"))]
    yield from _locked(source, {each.get("name") for each in wanted})


def pipfile_lock(source: Source) -> Iterator[Fact]:
    """Every package that a Pipfile.lock holds for running.

    Raises:
        Broken: it is no JSON.
    """
    yield from _keys(source, _table(json_of(source), "default"), quote='"')


def json_of(source: Source) -> dict[str, Any]:
    """The object in a JSON file.

    Raises:
        Broken: it is no JSON, or no object.
    """
    try:
        data = json.loads(source.text)
    except json.JSONDecodeError as problem:
        raise Broken(f"It is not valid JSON: {problem.msg}.", problem.lineno) from None
    except (RecursionError, ValueError):
        raise Broken("It is not valid JSON: it is nested too deep, or has a number that is too long.") from None
    if not isinstance(data, dict):
        raise Broken("It is JSON, but no object.")
    return data


def _toml(source: Source) -> dict[str, Any]:
    try:
        return tomllib.loads(source.text)
    except (ValueError, RecursionError) as problem:
        line = _LINE_IN_TOML.search(str(problem))
        raise Broken("It is not valid TOML.", int(line[1]) if line else 1) from None


def _is_own(package: dict[str, Any]) -> bool:
    return any(kind in _table(package, "source") for kind in ("virtual", "editable", "directory"))


def _runs(package: dict[str, Any]) -> bool:
    groups = package.get("groups", [package.get("category", "main")])
    return isinstance(groups, list) and "main" in groups


def _locked(source: Source, names: set[Any]) -> Iterator[Fact]:
    for number, line in enumerate(source.text.splitlines(), 1):
        found = _LOCKED.fullmatch(line)
        if found and found[1] in names:
            yield _package(source, found[1], number)


def _quoted(source: Source, wanted: Iterable[str]) -> Iterator[Fact]:
    for text in islice(wanted, MOST_PACKAGES):
        if found := _NAME.match(text.strip()):
            places = [source.text.find(f"{quote}{text}") for quote in "\"'"]
            yield _package(source, found[0], source.line_of(max(0, *places)))


def _keys(source: Source, table: dict[str, Any], quote: str = "") -> Iterator[Fact]:
    for name in islice(table, MOST_PACKAGES):
        key = f"{quote}{re.escape(name)}{quote}" if quote else rf"[\"']?{re.escape(name)}[\"']?"
        found = re.search(rf"^\s*{key}\s*[=:]", source.text, re.MULTILINE)
        yield _package(source, name, source.line_of(found.end()) if found else 1)


def _package(source: Source, name: str, line: int) -> Fact:
    return source.fact("package", re.sub(r"[-_.]+", "-", name).lower(), line=line)


def _table(data: Any, *path: str) -> dict[str, Any]:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _tables(data: Any) -> list[dict[str, Any]]:
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _texts(data: Any) -> list[str]:
    return [each for each in data if isinstance(each, str)] if isinstance(data, list) else []
