"""`diff` counts what a change of a rulebook does, with small examples, and says what each changed rule does alone."""

from pathlib import Path

import pytest

from rules import load_rulebook
from rules.diff import diff
from tests.unit.rules.command_line import TRAVEL, Run, run, travel

DRIVEN, RIDDEN = (f"speaks_for: {option}\n  strength: strong" for option in ("drive", "cycle"))


@pytest.fixture
def old(tmp_path: Path) -> str:
    """The path of a small rulebook."""
    return travel(tmp_path)


def changed(tmp_path: Path, old: str, new: str, *words: str) -> Run:
    """What came of comparing the small rulebook with one that has other text in one place."""
    assert old in TRAVEL
    (tmp_path / "new").mkdir()
    done = run("diff", travel(tmp_path), travel(tmp_path / "new", TRAVEL.replace(old, new)), *words)
    assert (done.code, done.err) == (0, "")
    return done


def test_the_count_the_examples_and_the_rules_are_those_of_the_engine(tmp_path: Path) -> None:
    data = changed(tmp_path, DRIVEN, RIDDEN, "--json").data
    found = diff(load_rulebook(tmp_path / "travel.yaml"), load_rulebook(tmp_path / "new" / "travel.yaml"))

    assert (data["answer_sets"], data["changed"]) == (18, found.comparison.changed)
    assert [example["answers"] for example in data["examples"]] == [dict(one.answers) for one in found.examples]
    assert data["rules"] == [{"rule": "far-is-driven", "what": "changed", "answer_sets": found.comparison.changed}]
    assert sum(change["answer_sets"] for change in data["changes"]) == data["changed"]
    assert data["words"] == []


def test_the_text_says_how_many_change_into_what_with_the_smallest_example(tmp_path: Path) -> None:
    found = changed(tmp_path, DRIVEN, RIDDEN).text

    assert found.startswith("6 of 18 answer sets change (33.33%).")
    assert "What becomes of them 4 Drive → Cycle 2 None fits (Drive is the nearest) → None fits (Cycle is the" in found
    assert "The smallest example * distance=far: Drive → Cycle" in found
    assert "6 far-is-driven (changed)" in found
    assert "Before: rulebook travel, " in found
    assert "After: rulebook travel, " in found


def test_two_equal_rulebooks_differ_in_nothing(old: str) -> None:
    found = run("diff", old, old).text

    assert found.startswith("None of 18 answer sets changes.")
    assert "No rule differs in more than its wording." in found


def test_a_rulebook_is_compared_with_the_shipped_one_unless_told_otherwise() -> None:
    done = run("diff", "2026.11")

    assert done.code == 0
    assert "Before: rulebook 2026.11, " in done.text


def test_words_that_came_or_went_are_said_and_what_was_counted(tmp_path: Path) -> None:
    idle = "- {id: idle, ask: Is it idle?, why: It is., choices: [{id: no, label: No}, {id: yes, label: Yes}]}\n"

    found = changed(tmp_path, "alternatives:", f"{idle}alternatives:").text

    assert "Counted are the answer sets that both rulebooks know." in found
    assert 'Questions, choices, options and alternatives * The question "idle" was added.' in found


def test_a_change_that_needs_no_answer_says_so(tmp_path: Path) -> None:
    found = changed(tmp_path, "parts: [shoes]", "parts: [a, b, c, d]").text

    assert "* without any answer: Walk → Cycle" in found


def test_of_many_pairs_of_outcomes_the_most_frequent_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.cli.difference.MOST_BECOMES", 1)

    found = changed(tmp_path, DRIVEN, RIDDEN).text

    assert "4 Drive → Cycle One more pair of outcomes; --json has it." in found


def test_rules_that_change_nothing_alone_are_named_apart(tmp_path: Path) -> None:
    quiet = "speaks_for: cycle\n  strength: slight\n  because: It is healthy."
    found = changed(tmp_path, quiet, quiet.replace("cycle", "walk")).text

    assert "Changes no outcome alone: far-is-ridden (changed)." in found
