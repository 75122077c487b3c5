"""A rulebook whose lists were read and are not yet trusted: what is wrong with it, or else the rulebook."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from rules import claims, cross_check, implied
from rules.model import Key, Place, Rulebook
from rules.problems import Problem
from rules.sections import (
    ALTERNATIVES,
    ASPECTS,
    CASES,
    EXAMPLES,
    GROUPS,
    LAWS,
    QUESTIONS,
    RULES,
    SECTIONS,
    SOURCES,
    Section,
)
from rules.shelf import Anything, Entry, Shelf
from rules.written import digest_of

Entries = tuple[Entry[Any], ...]


class Draft:
    """Every list of a rulebook, with what may be left out filled in."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._entries: dict[Section[Any], Entries] = {section: shelf.entries(section) for section in SECTIONS}
        if not shelf.has(GROUPS):
            self._entries[GROUPS] = tuple(implied.groups(self._entries[QUESTIONS]))
        if not shelf.has(ASPECTS):
            self._entries[ASPECTS] = tuple(implied.aspects(self._entries[RULES]))
        sourced = chain(*(self._entries[section] for section in (ALTERNATIVES, ASPECTS, RULES)))
        addresses = implied.sources(sourced, written=shelf.known(SOURCES))
        self._entries[SOURCES] += tuple(addresses)

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the rulebook."""
        known = {section.kind: self._known(section) for section in SECTIONS}
        choices = self._shelf.inside(QUESTIONS, "choices")
        yield from self._shelf.problems
        for section, entries in self._entries.items():
            yield from cross_check.count(entries, section)
            yield from cross_check.ids(entries, section.kind)
        yield from cross_check.questions(self._entries[QUESTIONS], known)
        yield from cross_check.addresses(self._entries[SOURCES])
        yield from cross_check.sourced(self._entries[ALTERNATIVES], known)
        yield from cross_check.sourced(self._entries[ASPECTS], known)
        yield from claims.rules(self._entries[RULES], known, choices)
        yield from claims.laws(self._entries[LAWS], known, choices)
        yield from cross_check.told(self._entries[CASES], known, choices)
        yield from cross_check.told(self._entries[EXAMPLES], known, choices)

    def rulebook(self) -> Rulebook:
        """The rulebook, once `problems` found nothing."""
        lists: dict[str, Any] = {
            section.name: tuple(entry.value for entry in entries) for section, entries in self._entries.items()
        }
        lists["sources"] = {source.id: source for source in lists["sources"]}
        book = Rulebook(version=self._shelf.version, digest="", places=dict(self._places()), **lists)
        return replace(book, digest=digest_of(book))

    def _known(self, section: Section[Any]) -> frozenset[str]:
        known = self._shelf.known(section)
        filled_in = (entry.value.id for entry in self._entries[section] if section is not CASES)
        return known if isinstance(known, Anything) else known.union(filled_in)

    def _places(self) -> Iterator[tuple[Key, Place]]:
        for section, entries in self._entries.items():
            for entry in entries:
                yield (section.kind, entry.value.name if section is CASES else entry.value.id), entry.place()
        for question in self._entries[QUESTIONS]:
            for number, choice in enumerate(question.value.choices):
                yield ("choice", question.value.id, choice.id), question.place("choices", number)
        for rule in self._entries[RULES]:
            for name in rule.value.when:
                yield ("clause", rule.value.id, name), rule.place("when", name)
