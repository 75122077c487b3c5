"""`check` tells gate by gate what fails, where it was written, with which answers, and in its exit code."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules import Place, shipped_rulebook, write_rulebook
from rules.audit import Gate
from rules.cli.books import place_here
from tests.unit.rules.command_line import ROOT, TRAVEL, run, travel


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a small rulebook that has no outcome for a piano, unless it goes abroad."""
    return travel(tmp_path)


def test_the_shipped_rulebook_passes_every_gate() -> None:
    done = run("check", "--json")

    assert (done.code, done.err) == (0, "")
    assert done.data["passed"] is True
    assert [gate["gate"] for gate in done.data["gates"]] == list(Gate)
    assert done.data["findings"] == []
    assert list(done.data["seconds"]) == ["load", "atlas", "gates"]


def test_what_passes_is_said_gate_by_gate_with_the_time_it_took() -> None:
    done = run("check")

    assert done.out.count("\nok ") == len(Gate) - 1
    assert "ok      no-outcome: all answers have an outcome\n" in done.out
    assert f"All {len(Gate)} gates passed on " in done.text
    assert " to load, " in done.text


def test_a_failed_gate_is_the_exit_code(path: str) -> None:
    assert run("check", path).code == 1
    assert run("check", "--rulebook", path, "--json").code == 1


def test_a_finding_has_file_line_and_column_answers_rules_and_a_link(path: str) -> None:
    found = run("check", path).text

    line = 1 + TRAVEL[: TRAVEL.index("id: pianos-stay")].count("\n")
    assert "FAILED no-outcome: some answers have no outcome (1) " in found
    assert f"{path}:{line}:3: " in found
    assert "Answers: load=piano Rules: pianos-stay Open it: http://localhost:8501/?load=piano" in found
    assert "Answers: none are needed Open it: http://localhost:8501/ " in found
    assert "of 12 gates failed, with 5 findings, on 18 answer sets." in found


def test_a_broken_law_and_a_failed_case_are_findings_too(tmp_path: Path) -> None:
    law = "laws:\n- {id: dry-is-never-driven, says: In the dry nobody drives., never: drive, when: {weather: dry}}\n"
    case = "cases:\n- {name: Walking far, answers: {distance: far}, expect: {option: walk}}\n"

    found = run("check", travel(tmp_path, TRAVEL + law + case), "--json").data["findings"]

    assert {"broken-law", "failed-case"} <= {finding["gate"] for finding in found}


def test_the_json_of_a_finding_says_where_and_with_which_answers(path: str) -> None:
    data = run("check", path, "--json", "--app", "https://decide.example.org").data
    first = data["findings"][0]

    assert (data["passed"], data["answer_sets"]) == (False, 18)
    assert {gate["gate"] for gate in data["gates"] if not gate["passed"]} == {f["gate"] for f in data["findings"]}
    assert (first["gate"], first["file"], first["column"]) == ("no-outcome", path, 3)
    assert first["witness"] == {"load": "piano"}
    assert first["rules"] == ["pianos-stay"]
    assert first["link"] == "https://decide.example.org/?load=piano"


def test_files_of_a_folder_are_named_as_seen_from_here(
    rulebook_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)

    data = run("check", tmp_path.name, "--json").data

    assert {str(Path(f["file"]).parent) for f in data["findings"] if f["file"]} == {tmp_path.name}
    assert rulebook_folder == tmp_path


def test_a_single_finding_is_counted_as_one(tmp_path: Path) -> None:
    case = "cases:\n- {name: Nobody believes this, answers: {language: not_python}, expect: {option: celery_redis}}\n"
    sound = write_rulebook(replace(shipped_rulebook(), cases=()))

    done = run("check", travel(tmp_path, f"{sound}\n{case}"))

    assert "FAILED failed-case: a case does not come out as expected (1)" in done.text
    assert f"1 of {len(Gate)} gates failed, with one finding, on " in done.text


def test_a_rulebook_that_cannot_be_loaded_is_refused_with_all_problems(tmp_path: Path) -> None:
    bad = travel(
        tmp_path, TRAVEL.replace("distance: far", "distanc: far").replace("speaks_for: walk", "speaks_for: wlk")
    )

    text, data = run("check", bad), run("check", bad, "--json")

    assert (text.code, text.out) == (2, "")
    line = 1 + TRAVEL[: TRAVEL.index("when: {distance: far}")].count("\n")
    assert f"{bad}:{line}:10: Unknown question" in text.complaint
    assert 'Did you mean "distance"?' in text.complaint
    assert 'Did you mean "walk"?' in text.complaint
    assert (data.code, data.err) == (2, "")
    assert data.data["passed"] is False
    assert {problem["file"] for problem in data.data["problems"]} == {bad}
    assert data.data["refused"].startswith("The rulebook has ")


def test_a_rulebook_that_cannot_be_counted_is_refused_with_the_reason(tmp_path: Path) -> None:
    big = coupled(tmp_path, questions=14, choices=4)

    done = run("check", big, "--json")

    assert done.code == 2
    assert "14 questions are coupled" in done.data["refused"]
    assert done.data["problems"] == []
    assert "14 questions are coupled" in run("atlas", "--rulebook", big).complaint
    assert run("recommend", "--rulebook", big).code == 0


def test_two_rulebooks_at_once_are_refused(path: str) -> None:
    assert "Two rulebooks were named" in run("check", path, "--rulebook", path).complaint


def test_a_shipped_version_can_be_checked_by_its_name() -> None:
    assert run("check", "2026.11", "--json").data["rulebook"]["version"] == "2026.11"


def test_a_name_that_is_nothing_is_answered_with_a_near_miss() -> None:
    assert 'no rulebook "2026.12"' in run("check", "2026.12").complaint
    assert 'Did you mean "2026.11"?' in run("check", "2026.12").complaint
    assert "no rulebook" in run("check", "x" * 5000).complaint


@pytest.mark.parametrize(
    ("name", "kept", "seen"),
    [
        (None, False, "rules/rulebook/rules.yaml:3:1"),
        ("2026.11", False, "rules/rulebook/rules.yaml:3:1"),
        ("2026.11", True, "rules/versions/rules.yaml:3:1"),
    ],
)
def test_a_shipped_rulebook_is_named_from_the_root_of_the_checkout(
    name: str | None, kept: bool, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    if kept:
        monkeypatch.setattr("rules.cli.books.rulebook_of", lambda _: replace(shipped_rulebook()))

    assert str(place_here(Place("rules.yaml", 3, 1), name)) == seen


def coupled(folder: Path, *, questions: int, choices: int) -> str:
    """A rulebook with one rule that couples every question with every other."""
    ids = [f"q{number}" for number in range(questions)]
    labels = ", ".join(f"{{id: c{n}, label: C{n}}}" for n in range(choices))
    asked = [f"- {{id: {name}, ask: Which?, why: It matters., choices: [{labels}]}}" for name in ids]
    when = ", ".join(f"{name}: c0" for name in ids)
    rule = f"- {{id: all, aspect: all, when: {{{when}}}, speaks_for: drive, strength: strong, because: All of it.}}"
    head = TRAVEL.partition("questions:")[0]
    return travel(folder, "\n".join([f"{head}questions:", *asked, "rules:", rule]))
