"""Reads what programs in other languages need: package.json, go.mod, pom.xml."""

import re
from collections.abc import Iterator
from itertools import islice
from xml.parsers import expat

from records.evidence.fact import Broken, Fact, Source
from records.evidence.packages import MOST_PACKAGES, json_of

_MODULE = re.compile(r"^[ \t]*(?:require[ \t]+)?([\w./~-]+\.[\w./~-]+)[ \t]+v\d", re.MULTILINE)


def package_json(source: Source) -> Iterator[Fact]:
    """Every package that a program in JavaScript needs to run.

    Raises:
        Broken: it is no JSON.
    """
    wanted = json_of(source).get("dependencies")
    yield source.fact("manifest", "npm", line=1)
    for name in islice(wanted if isinstance(wanted, dict) else (), MOST_PACKAGES):
        found = re.search(rf'"{re.escape(name)}"\s*:', source.text)
        yield source.fact("npm", name, line=source.line_of(found.start()) if found else 1)


def go_mod(source: Source) -> Iterator[Fact]:
    """Every module that a program in Go asks for itself."""
    yield source.fact("manifest", "go", line=1)
    for number, line in enumerate(source.text.splitlines(), 1):
        found = _MODULE.match(line)
        if found and "// indirect" not in line:
            yield source.fact("go", re.sub(r"/v\d+$", "", found[1]), line=number)


def pom_xml(source: Source) -> Iterator[Fact]:
    """Every artifact that a program in Java names.

    Raises:
        Broken: it is no XML, or declares entities.
    """
    yield source.fact("manifest", "maven", line=1)
    for name, line in _Artifacts().read(source.text):
        yield source.fact("maven", name, line=line)


class _Artifacts:
    """Collects what stands in `artifactId` elements below `dependency`. Thrown away after one file."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._refused
        self._open: list[str] = []
        self._found: list[tuple[str, int]] = []

    def read(self, text: str) -> list[tuple[str, int]]:
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as problem:
            raise Broken(f"It is not valid XML: {expat.ErrorString(problem.code)}.", problem.lineno) from None
        return self._found

    def _opened(self, name: str, _attributes: object) -> None:
        self._open.append(name)

    def _closed(self, _name: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        if self._open[-2:] == ["dependency", "artifactId"]:
            self._found.append((text.strip(), self._parser.CurrentLineNumber))

    def _refused(self, *_declared: object) -> None:
        raise Broken("It declares entities, which are not read.", self._parser.CurrentLineNumber)
