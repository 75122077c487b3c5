"""What a small rulebook need not write out: groups and aspects that are only named, and sources by their address."""

import re
from collections.abc import Iterable, Iterator

from rules.model import Alternative, Aspect, Group, Question, Rule, Source
from rules.shelf import Entry

ADDRESS = re.compile(r"https?://[^\s/?#\\@<>\"'`]+(?:[/?#][^\s\\<>\"'`]*)?")
Sourced = Entry[Alternative] | Entry[Aspect] | Entry[Rule]


def groups(questions: Iterable[Entry[Question]]) -> Iterator[Entry[Group]]:
    """A group for every id of one that questions name, titled like its id."""
    named = {question.value.group: question for question in reversed([*questions])}
    for name, question in reversed(named.items()):
        yield Entry(question.document, (*question.path, "group"), Group(id=name, title=title(name)))


def aspects(rules: Iterable[Entry[Rule]]) -> Iterator[Entry[Aspect]]:
    """An aspect for every id of one that rules name, titled like its id."""
    named = {rule.value.aspect: rule for rule in reversed([*rules])}
    for name, rule in reversed(named.items()):
        yield Entry(rule.document, (*rule.path, "aspect"), Aspect(id=name, title=title(name)))


def sources(entries: Iterable[Sourced], *, written: frozenset[str]) -> Iterator[Entry[Source]]:
    """A source for every web address that is named in the place of an id and was not written as one."""
    seen = set(written)
    for entry in entries:
        for name in entry.value.sources:
            if ADDRESS.fullmatch(name) and name not in seen:
                seen.add(name)
                yield Entry(entry.document, (*entry.path, "sources"), by_address(name))


def by_address(address: str) -> Source:
    """The source that an address stands for."""
    return Source(id=address, title=address, url=address)


def title(name: str) -> str:
    """An id as words."""
    return re.sub(r"[_-]+", " ", name).capitalize()
