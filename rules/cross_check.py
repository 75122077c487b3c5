"""Checks what a single entry cannot know: that ids are unique, and that whatever is named exists."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rules.characters import named
from rules.implied import ADDRESS
from rules.model import Alternative, Answers, Aspect, Case, Example, Expectation, Question, Source
from rules.problems import Problem, did_you_mean, shown
from rules.sections import Section
from rules.shelf import Entry
from rules.text import Path
from rules.words import Word

Told = Iterable[Entry[Case]] | Iterable[Entry[Example]]
ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
MOST_ID = 48
MOST_CHOICES = 5
RESERVED = re.compile(r"demo|rule|ask|run|rulebook|embed.*")
"""Query parameters that have another meaning in the address of a page, where answers stand under the question's id."""
Choices = Mapping[str, frozenset[str]]
Known = Mapping[str, frozenset[str]]


def count(entries: Sequence[Entry[Any]], section: Section[Any]) -> Iterator[Problem]:
    """A list has as many entries as can be handled."""
    if len(entries) > section.most:
        yield entries[section.most].problem(says=f"More than {section.most:,} {section.name}. Remove some.")
    if 0 < len(entries) < section.least:
        yield entries[0].problem(says=f"A rulebook has {section.least} {section.name} or more. Write another one.")


def ids(entries: Iterable[Entry[Any]], kind: str) -> Iterator[Problem]:
    """Ids are permanent and part of links: plain, short, used once."""
    seen: set[str] = set()
    for entry in entries:
        if (name := getattr(entry.value, "id", None)) is None:
            return
        if not is_id(name) and name != getattr(entry.value, "url", None):
            yield entry.problem("id", says=no_id(name))
        if name in seen:
            yield entry.problem("id", says=f"The {kind} {shown(name)} is defined twice. Rename or remove one.")
        seen.add(name)


def is_id(name: str) -> bool:
    """Whether a text can be an id."""
    return len(name) <= MOST_ID and ID.fullmatch(name) is not None


def no_id(name: str) -> str:
    """Why a text cannot be an id."""
    strange = next((f" {named(each)} is none of them." for each in name if not each.isascii()), "")
    return f'{shown(name)} is not an id: use a to z, 0 to 9, "_" or "-", at most {MOST_ID}.{strange}'


def questions(entries: Iterable[Entry[Question]], known: Known) -> Iterator[Problem]:
    """Every question belongs to a group and offers two to five different choices."""
    for entry in entries:
        question = entry.value
        if entry.wrote("group"):
            yield from unknown(entry, ("group",), question.group, known["group"], "group")
        elif question.group not in known["group"]:
            yield entry.problem(says='Missing "group".')
        if RESERVED.fullmatch(question.id):
            says = f"{shown(question.id)} has a meaning of its own in the address of a page. Rename the question."
            yield entry.problem("id", says=says)
        yield from _choices(entry)


def _choices(entry: Entry[Question]) -> Iterator[Problem]:
    choices = entry.value.choices
    if not 2 <= len(choices) <= MOST_CHOICES:
        says = f"{shown(entry.value.id)} has {len(choices)} choices. Offer 2 to {MOST_CHOICES}."
        yield entry.problem("choices", says=says)
    seen: set[str] = set()
    for number, choice in enumerate(choices[: MOST_CHOICES + 1]):
        if not is_id(choice.id):
            yield entry.problem("choices", number, "id", says=no_id(choice.id))
        if choice.id in seen:
            yield entry.problem("choices", number, "id", says=f"The choice {shown(choice.id)} is defined twice.")
        seen.add(choice.id)


def addresses(entries: Iterable[Entry[Source]]) -> Iterator[Problem]:
    """A source is a page of the web: its address becomes a link."""
    for entry in entries:
        if not ADDRESS.fullmatch(entry.value.url):
            says = f"{shown(entry.value.url)} is no web address. Write one that begins with https:// or http://."
            yield entry.problem("url", says=says)


def sourced(entries: Iterable[Entry[Alternative]] | Iterable[Entry[Aspect]], known: Known) -> Iterator[Problem]:
    """Every source that is named can be looked up."""
    for entry in entries:
        yield from unknowns(entry, ("sources",), entry.value.sources, known["source"], "source")


def told(entries: Told, known: Known, choices: Choices) -> Iterator[Problem]:
    """Cases and worked examples answer questions that exist and expect what can be said."""
    for entry in entries:
        yield from _answers(entry, entry.value.answers, choices)
        yield from _expectation(entry, entry.value.expect, known)


def _answers(entry: Entry[Case] | Entry[Example], answers: Answers, choices: Choices) -> Iterator[Problem]:
    for question, choice in answers.items():
        place = ("answers", question)
        yield from unknown(entry, place, question, choices, "question")
        yield from unknown(entry, place, choice, choices.get(question, (choice,)), f"choice of {shown(question)}")


def _expectation(entry: Entry[Case] | Entry[Example], expect: Expectation, known: Known) -> Iterator[Problem]:
    for key, kind in (("option", "option"), ("instead", "alternative")):
        if value := getattr(expect, key):
            yield from unknown(entry, ("expect", key), value, known[kind], kind)
    for key in ("fires", "silent"):
        yield from unknowns(entry, ("expect", key), getattr(expect, key), known["rule"], "rule")
    if expect.word:
        yield from unknown(entry, ("expect", "word"), expect.word, list(Word), "word")


def unknown(entry: Entry[Any], path: Path, name: str, known: Iterable[str], kind: str) -> Iterator[Problem]:
    """What is named exists."""
    if name not in known:
        yield entry.problem(*path, says=f"Unknown {kind} {shown(name)}.{did_you_mean(name, known)}")


def unknowns(entry: Entry[Any], path: Path, names: Iterable[str], known: Iterable[str], kind: str) -> Iterator[Problem]:
    """Whatever a list names exists, and is named once."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        place = (*path, number)
        yield from unknown(entry, place, name, known, kind)
        if name in seen:
            yield entry.problem(*place, says=f"{shown(name)} is named twice here. Remove one.")
        seen.add(name)
