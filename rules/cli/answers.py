"""Reads answers: `question=choice` pairs, a file, or the standard input. Everything that is wrong is said at once."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, BinaryIO

from rules.cli.errors import Misuse
from rules.cli.wording import say
from rules.model import Answers, Rulebook
from rules.problems import did_you_mean, shown
from rules.text import MOST_BYTES, Document, Path, Refused, decoded, read

STANDARD_INPUT = "-"
UNKNOWN = ("", "null", "~")
"""What stands in a file, or after the =, for an answer that is not known."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given. `where` is the beginning of a sentence about it."""

    question: str
    choice: str
    where: str = ""


def read_input(arguments: Namespace, rulebook: Rulebook) -> Answers:
    """The answers that a command was given. A pair replaces what the file says about the same question.

    Raises:
        Misuse: with everything in them that the rulebook does not have.
    """
    pairs = [text for text in arguments.answers if text != STANDARD_INPUT]
    said = list(_pairs(pairs, rulebook))
    written = [given for name in _files(arguments) for given in _written(name, rulebook)]
    problems = [problem for given in (*written, *said) if (problem := _problem(given, rulebook))]
    problems += _torn(said)
    if problems:
        raise Misuse("\n  ".join([say("problem.answers"), *problems]))
    found = {given.question: given.choice for given in (*written, *said)}
    return {name: found[name] for name, known in _choices(rulebook).items() if found.get(name) in known}


def _files(arguments: Namespace) -> list[str]:
    files = [STANDARD_INPUT] * arguments.answers.count(STANDARD_INPUT) + (arguments.file or [])
    if files.count(STANDARD_INPUT) > 1:
        raise Misuse(say("problem.twice_stdin"))
    return files


def _pairs(texts: Iterable[str], rulebook: Rulebook) -> Iterator[Given]:
    for text in texts:
        question, equals, choice = text.partition("=")
        if not equals:
            raise Misuse(say("problem.not_a_pair", text=shown(text), example=example(rulebook)))
        yield Given(question, choice)


def _written(name: str, rulebook: Rulebook) -> Iterator[Given]:
    try:
        file = say("problem.standard_input") if name == STANDARD_INPUT else name
        document = _document(_content(name), file)
    except Refused as refused:
        raise Misuse(str(refused.problem)) from refused
    path, found = _mapping(document)
    if not isinstance(found, dict):
        says = say("problem.not_a_mapping", example=example(rulebook).replace("=", ": "))
        raise Misuse(str(document.problem((), says)))
    for question, choice in found.items():
        place = document.place((*path, question))
        if not isinstance(choice, str):
            raise Misuse(f"{place}: {say('problem.not_a_choice', question=shown(question))}")
        yield Given(question, choice, f"{place}: ")


def _document(content: bytes, file: str) -> Document:
    text = decoded(content, file=file)
    return read(text, file=file) if text.strip() else Document(file, None, {})


def _mapping(document: Document) -> tuple[Path, Any]:
    """The data of a file, or of its part `answers`, as in the JSON that `recommend` writes, with its path."""
    data = document.data
    if isinstance(data, dict) and isinstance(data.get("answers"), dict):
        return ("answers",), data["answers"]
    return (), data


def _content(name: str) -> bytes:
    if name == STANDARD_INPUT and sys.stdin is None:  # it was closed before the program began
        return b""
    if name == STANDARD_INPUT:
        if sys.stdin.isatty():
            sys.stderr.write(say("problem.from_keyboard") + "\n")
        return _most(sys.stdin.buffer)
    try:
        with File(name).open("rb") as stream:
            return _most(stream)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Misuse(say("problem.cannot_read", file=shown(name), reason=reason)) from error


def _most(stream: BinaryIO) -> bytes:
    return stream.read(MOST_BYTES + 1)


def _problem(given: Given, rulebook: Rulebook) -> str | None:
    choices = _choices(rulebook)
    if given.question not in choices:
        hint = did_you_mean(given.question, choices)
        return given.where + say("problem.no_question", question=shown(given.question), hint=hint)
    known = choices[given.question]
    if given.choice in known or given.choice in UNKNOWN:
        return None
    names = {"question": shown(given.question), "choice": shown(given.choice)}
    return given.where + say("problem.no_choice", **names, hint=did_you_mean(given.choice, known))


def _torn(said: Iterable[Given]) -> Iterator[str]:
    """Two different answers to one question: nobody knows which was meant."""
    first: dict[str, str] = {}
    for given in said:
        if (one := first.setdefault(given.question, given.choice)) != given.choice:
            names = {"question": shown(given.question), "one": shown(one), "other": shown(given.choice)}
            yield say("problem.two_answers", **names)


def _choices(rulebook: Rulebook) -> dict[str, list[str]]:
    return {question.id: [choice.id for choice in question.choices] for question in rulebook.questions}


def example(rulebook: Rulebook) -> str:
    """An answer that this rulebook understands."""
    question = rulebook.questions[0]
    return f"{question.id}={question.choices[0].id}"
