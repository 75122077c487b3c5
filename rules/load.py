"""Loads a rulebook from its folder into frozen values, or says everything that is wrong with it at once.

Files: `vocabulary.yaml`, `sources.yaml`, `aspects.yaml`, `rules.yaml`, `examples.yaml`, `cases/*.yaml`, and
`laws.yaml`, which may be missing.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from rules import cross_check
from rules.model import (
    Alternative,
    Aspect,
    Case,
    Example,
    Group,
    Key,
    Law,
    Option,
    Place,
    Question,
    Rule,
    Rulebook,
    Source,
)
from rules.problems import Problem, RulebookError
from rules.shelf import Entry, Shelf

SHIPPED = Path(__file__).parent / "rulebook"
VOCABULARY, SOURCES, ASPECTS, RULES, LAWS, EXAMPLES = (
    f"{name}.yaml" for name in ("vocabulary", "sources", "aspects", "rules", "laws", "examples")
)


@cache
def shipped_rulebook() -> Rulebook:
    """The rulebook that comes with the project, loaded once."""
    return load_rulebook(SHIPPED)


def load_rulebook(folder: Path) -> Rulebook:
    """Read, validate and cross-check every file of a rulebook.

    Raises:
        RulebookError: with every problem that was found, each with file, line and column.
    """
    pages = _Pages(Shelf(folder))
    if problems := [*pages.shelf.problems, *pages.problems()]:
        raise RulebookError(problems)
    return pages.bound()


class _Pages:
    """Every list of the rulebook, read but not yet trusted."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.version = shelf.word(VOCABULARY, "version")
        self.options = shelf.entries(VOCABULARY, Option, "options")
        self.groups = shelf.entries(VOCABULARY, Group, "groups")
        self.questions = shelf.entries(VOCABULARY, Question, "questions")
        self.alternatives = shelf.entries(VOCABULARY, Alternative, "alternatives")
        self.sources = shelf.entries(SOURCES, Source)
        self.aspects = shelf.entries(ASPECTS, Aspect)
        self.rules = shelf.entries(RULES, Rule)
        self.laws = shelf.entries(LAWS, Law) if (shelf.folder / LAWS).exists() else ()
        self.examples = shelf.entries(EXAMPLES, Example)
        files = sorted((shelf.folder / "cases").glob("*.yaml"))
        self.cases = tuple(chain.from_iterable(shelf.entries(f"cases/{file.name}", Case) for file in files))

    def problems(self) -> Iterator[Problem]:
        known = self._known()
        choices = self._choices()
        for kind, entries in self._named():
            yield from cross_check.ids(entries, kind)
        yield from cross_check.questions(self.questions, known)
        yield from cross_check.sourced(self.alternatives, known)
        yield from cross_check.sourced(self.aspects, known)
        yield from cross_check.rules(self.rules, known, choices)
        yield from cross_check.laws(self.laws, known, choices)
        yield from cross_check.told(self.cases, known, choices)
        yield from cross_check.told(self.examples, known, choices)

    def bound(self) -> Rulebook:
        content = self.shelf.content(VOCABULARY, SOURCES, ASPECTS, RULES)
        return Rulebook(
            version=self.version,
            digest=hashlib.sha256(content.encode()).hexdigest(),
            options=_values(self.options),
            groups=_values(self.groups),
            questions=_values(self.questions),
            aspects=_values(self.aspects),
            alternatives=_values(self.alternatives),
            sources={source.id: source for source in _values(self.sources)},
            rules=_values(self.rules),
            laws=_values(self.laws),
            examples=_values(self.examples),
            cases=_values(self.cases),
            places=dict(self._places()),
        )

    def _places(self) -> Iterator[tuple[Key, Place]]:
        for kind, entries in self._named():
            for entry in entries:
                yield (kind, entry.value.id), entry.place()
        for question in self.questions:
            for number, choice in enumerate(question.value.choices):
                yield ("choice", question.value.id, choice.id), question.place("choices", number)
        for rule in self.rules:
            for name in rule.value.when:
                yield ("clause", rule.value.id, name), rule.place("when", name)

    def _named(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:  # type: ignore[type-arg]
        return (
            ("option", self.options),
            ("group", self.groups),
            ("question", self.questions),
            ("alternative", self.alternatives),
            ("source", self.sources),
            ("aspect", self.aspects),
            ("rule", self.rules),
            ("law", self.laws),
            ("example", self.examples),
        )

    def _choices(self) -> dict[str, frozenset[str]]:
        """Choices of every question that the file means to define, so that one bad question hides no other problem."""
        known = self.shelf.known
        names = self.shelf.texts(VOCABULARY, "questions", "id")
        return {name: known(VOCABULARY, "questions", index, "choices") for index, name in names}

    def _known(self) -> dict[str, frozenset[str]]:
        return {
            "option": self.shelf.known(VOCABULARY, "options"),
            "group": self.shelf.known(VOCABULARY, "groups"),
            "alternative": self.shelf.known(VOCABULARY, "alternatives"),
            "source": self.shelf.known(SOURCES),
            "aspect": self.shelf.known(ASPECTS),
            "rule": self.shelf.known(RULES),
        }


def _values(entries: tuple[Entry, ...]) -> tuple:  # type: ignore[type-arg]
    return tuple(entry.value for entry in entries)
