"""Projects after the shapes that public ones have: what is proposed is right, and what is unsure stays unknown."""

from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from records.evidence import Evidence, evidence_in
from records.evidence.signs import signs
from rules.text import read
from tests.unit.records.samples import book

PROJECTS = Path(__file__).parent / "projects"
NAMES = sorted(folder.name for folder in PROJECTS.iterdir() if folder.is_dir())


class Expected(BaseModel):
    """What stands beside a project: each of its answers, what was seen and stays open, and what is passed over."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, str]
    open: list[str] = []
    contradictory: list[str] = []
    passed_over: dict[str, int] = {}


def expected(name: str) -> Expected:
    file = PROJECTS / f"{name}.yaml"
    return Expected.model_validate(read(file.read_text(encoding="utf-8"), file=file.name).data)


@cache
def evidence(name: str) -> Evidence:
    return evidence_in(PROJECTS / name, book())


def test_there_are_projects_of_many_shapes_each_with_its_answers() -> None:
    assert len(NAMES) >= 15
    assert [f"{name}.yaml" for name in NAMES] == sorted(file.name for file in PROJECTS.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_wrong_and_the_unsure_ones_stay_unknown(name: str) -> None:
    assert dict(evidence(name).answers) == expected(name).answers


@pytest.mark.parametrize("name", NAMES)
def test_what_was_seen_and_is_not_enough_is_told(name: str) -> None:
    found = evidence(name).findings

    assert sorted(each.question.id for each in found if each.torn) == sorted(expected(name).contradictory)
    unsure = sorted(each.question.id for each in found if not (each.answer or each.torn))
    assert unsure == sorted(expected(name).open)


@pytest.mark.parametrize("name", NAMES)
def test_broken_files_are_told_with_their_line_and_passed_over(name: str) -> None:
    told = {each.spot.file: each.spot.line for each in evidence(name).troubles}

    assert told == expected(name).passed_over


@pytest.mark.parametrize("name", NAMES)
def test_every_place_is_a_line_of_a_file_of_the_project(name: str) -> None:
    for spot in (spot for each in evidence(name).findings for clue in each.clues for spot in clue.spots):
        lines = (PROJECTS / name / spot.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= spot.line <= len(lines), spot


@pytest.mark.parametrize("name", NAMES)
def test_the_evidence_contradicts_no_decision_that_follows_it(name: str) -> None:
    assert evidence(name).against(evidence(name).answers) == ()


def test_most_signs_are_seen_in_a_project() -> None:
    seen = {clue.sign.id for name in NAMES for each in evidence(name).findings for clue in each.clues}

    assert len(seen) > 0.75 * len(signs())
