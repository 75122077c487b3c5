"""Reads answers that came from outside, an address for example. What is not known is dropped and said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.model import Rulebook

LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of the input that was not used, cut to a length that can be shown. `why` is a key of the wording."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that could be read, and what was dropped."""

    answers: Mapping[str, str]
    dropped: tuple[Dropped, ...]


def read_answers(pairs: Iterable[tuple[str, str]], rulebook: Rulebook) -> Reading:
    """Keep each pair that names a question and one of its choices, once. A repeated question is not guessed at.

    Two equal values are one answer; two different ones are none, because nobody knows which was meant.
    """
    choices = {question.id: {choice.id for choice in question.choices} for question in rulebook.questions}
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    answers = {name: values[0] for name, values in found.items() if not _why(name, values, choices)}
    dropped = tuple(
        Dropped(_short(name), _short(", ".join(values)), why)
        for name, values in found.items()
        if (why := _why(name, values, choices))
    )
    return Reading({name: answers[name] for name in choices if name in answers}, dropped)


def _why(name: str, values: list[str], choices: Mapping[str, set[str]]) -> str | None:
    if name not in choices:
        return "unknown_question"
    if len(set(values)) > 1:
        return "repeated"
    return None if values[0] in choices[name] else "unknown_choice"


def _short(text: str) -> str:
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return clean if len(clean) <= LONGEST_SHOWN else clean[: LONGEST_SHOWN - 1] + "…"
