"""Rulebooks with one thing wrong with each: it is found at its place, with a witness that `recommend` reproduces.

The head of a file in `broken/` says what is to be found in it, and nothing else may be.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rules import Rulebook, read_rulebook, recommend
from rules.audit import OF_ANY, Finding, Gate, audit
from rules.laws import breaches
from rules.model import Answers, Key, Rule
from rules.recommendation import Recommendation
from rules.text import read

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*/*.yaml"))
NAMES = [f"{file.parent.name}/{file.stem}" for file in FILES]
broken = pytest.mark.parametrize("file", FILES, ids=NAMES)


def test_every_gate_is_broken_in_at_least_five_ways() -> None:
    assert len(FILES) >= 100
    for gate in OF_ANY:
        assert len(list((FOLDER / gate).glob("*.yaml"))) >= 5


@broken
def test_what_is_wrong_is_found_at_its_place_and_nothing_else(file: Path) -> None:
    found = audit(read_rulebook(file.read_text(encoding="utf-8"))).findings

    assert sorted((str(each.gate), spot(each), sorted(each.witness.items())) for each in found) == sorted(
        (each["gate"], each["at"], sorted(each["witness"].items())) for each in expected(file)
    )
    assert file.parent.name in {each.gate for each in found}


@broken
def test_recommend_reproduces_it_with_the_witness_and_not_with_less(file: Path) -> None:
    book = read_rulebook(file.read_text(encoding="utf-8"))
    for finding in audit(book).findings:
        assert shows(finding, finding.witness, book)
        for question in finding.witness if finding.gate is not Gate.FAILED_CASE else ():
            fewer = {name: choice for name, choice in finding.witness.items() if name != question}
            assert not shows(finding, fewer, book)


@broken
def test_the_sentence_names_what_is_wrong_and_the_answers_open_in_the_app(file: Path) -> None:
    book = read_rulebook(file.read_text(encoding="utf-8"))
    for finding in audit(book).findings:
        assert f'"{key(finding, book)[-1]}"' in finding.says
        assert finding.says[0].isupper()
        assert finding.says.endswith(".")
        assert finding.query.split("&") == [f"{name}={choice}" for name, choice in finding.witness.items()] or [""]


def expected(file: Path) -> list[dict[str, Any]]:
    """What the head of a file says is to be found in it."""
    _, *lines = file.read_text(encoding="utf-8").split("version:")[0].splitlines()
    head = read("\n".join(line.removeprefix("# ") for line in lines), file=file.name)
    found: list[dict[str, Any]] = head.data["finds"]
    return found


def spot(finding: Finding) -> str:
    """Line and column of a finding."""
    assert finding.place is not None
    assert finding.place.file == "rulebook.yaml"
    return f"{finding.place.line}:{finding.place.column}"


def key(finding: Finding, book: Rulebook) -> Key:
    """The part of the rulebook that a finding is about. An implied group or aspect begins where another part does."""
    parts = [key for key, place in book.places.items() if place == finding.place and key[0] not in ("group", "aspect")]
    return parts[0]


def shows(finding: Finding, answers: Answers, book: Rulebook) -> bool:
    """Whether answers show what was found, as a visitor would see it."""
    verdict, part = recommend(answers, book), key(finding, book)
    match finding.gate:
        case Gate.NO_OUTCOME:
            return not verdict.outcome.fits and verdict.outcome.instead is None
        case Gate.ORDER_DECIDES:
            leader = recommend(finding.witness, book).outcome.option
            return level(verdict, leader, part[1])
        case Gate.DEAD_RULE:
            return comes_to_nothing(rule(finding.rules[0], book), answers, book)
        case Gate.BROKEN_LAW:
            law = next(law for law in book.laws if law.id == part[1])
            return any(breach.answers == answers for breach in breaches(law, answers, book))
        case Gate.UNREACHABLE_CHOICE:
            return answers.get(part[1]) == part[2]
        case Gate.UNREACHABLE_OPTION:
            return part[1] not in verdict.possible or not verdict.outcome.fits or verdict.outcome.option != part[1]
        case _:
            return all(holds(rule(name, book), answers) for name in finding.rules)


def level(verdict: Recommendation, leader: str, other: str) -> bool:
    """Whether the first option leads, and the other one is level with it in everything."""
    ranks = {each.option: (bool(each.ruled_out), each.strong, each.slight, each.parts) for each in verdict.ranking}
    return verdict.outcome.option == leader and ranks[leader] == ranks[other]


def comes_to_nothing(dead: Rule, answers: Answers, book: Rulebook) -> bool:
    """Whether a rule holds, and without it everything is the same, but for the reasons."""
    less = replace(book, rules=tuple(each for each in book.rules if each is not dead))
    verdict, without = recommend(answers, book), recommend(answers, less)
    return holds(dead, answers) and (verdict.outcome, verdict.warnings) == (without.outcome, without.warnings)


def rule(name: str, book: Rulebook) -> Rule:
    return next(each for each in book.rules if each.id == name)


def holds(each: Rule, answers: Answers) -> bool:
    return all(answers.get(question) in wanted for question, wanted in each.when.items())
