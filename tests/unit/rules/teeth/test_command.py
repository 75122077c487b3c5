"""The generated cases of a folder are made, read, noted and reported from the command line."""

import runpy
import sys
from pathlib import Path

import pytest

import rules.teeth
from rules import load_rulebook
from rules.teeth.__main__ import main
from rules.teeth.generated import BOUNDARIES, CLAUSES, committed
from rules.teeth.reviews import REVIEWS, reviews, unread


@pytest.fixture
def folder(rulebook_folder: Path) -> Path:
    """A rulebook in which every clause can decide."""
    rules = rulebook_folder / "rules.yaml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("{distance: [far], at: no}", "{at: on}"), encoding="utf-8"
    )
    return rulebook_folder


def run(folder: Path, *words: str) -> int:
    """What the command returns."""
    return main([*words, "--rulebook", str(folder)])


def damage(folder: Path, old: str, new: str) -> None:
    """Replace one piece of the rules."""
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "rules.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def test_generated_cases_are_written_down_and_can_be_loaded(folder: Path) -> None:
    assert run(folder) == 1

    assert {case.name for case in committed(folder)} <= {case.name for case in load_rulebook(folder).cases}
    assert "because of quick" in (folder / CLAUSES).read_text(encoding="utf-8")
    assert (folder / BOUNDARIES).exists()


def test_what_was_made_must_be_read_and_then_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder)
    capsys.readouterr()

    assert run(folder, "review") == 1
    assert "holds: quick. A car is quicker." in capsys.readouterr().out

    assert run(folder, "confirm", "--by", "Ada", "--how", "read") == 0
    assert run(folder, "review") == 0
    assert run(folder) == 0
    assert "All generated cases were read." in capsys.readouterr().out
    assert [(review.by, review.how) for review in reviews(folder)] == [("Ada", "read")]


def test_all_cases_can_be_read_again_by_somebody_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder)
    run(folder, "confirm", "--by", "Ada")
    capsys.readouterr()

    assert run(folder, "review", "--again") == 1
    assert "because of quick" in capsys.readouterr().out

    assert run(folder, "confirm", "--by", "Grace", "--again") == 0
    assert [review.by for review in reviews(folder)] == ["Grace"]


def test_a_case_that_changed_must_be_read_again_and_the_others_need_not(folder: Path) -> None:
    run(folder)
    run(folder, "confirm", "--by", "Ada")
    before = len(committed(folder))
    damage(folder, "speaks_for: [drive]", "speaks_against: [walk]")
    assert run(folder) == 0

    damage(folder, "rules_out: walk", "rules_out: drive")
    assert run(folder) == 1

    assert 0 < len(unread(folder)) < before
    run(folder, "confirm", "--by", "Grace")
    assert [review.by for review in reviews(folder)] == ["Ada", "Grace"]
    assert sum(len(review.cases) for review in reviews(folder)) == len(committed(folder))


def test_a_rule_that_is_gone_takes_its_cases_with_it(folder: Path) -> None:
    run(folder)
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    (folder / "rules.yaml").write_text(text.partition("- id: quick")[0], encoding="utf-8")

    run(folder)

    assert "quick" not in (folder / CLAUSES).read_text(encoding="utf-8")
    assert load_rulebook(folder).cases


def test_the_report_counts_clauses_and_mistakes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "report") == 1
    told = capsys.readouterr().out
    assert "Never decides: quick, its clause on at." in told
    assert "Nothing catches: quick, dropped." in told

    run(folder)
    capsys.readouterr()
    assert run(folder, "report") == 0
    assert "2 of 2 clauses decide once" in capsys.readouterr().out


def test_a_note_needs_a_name(folder: Path) -> None:
    with pytest.raises(SystemExit):
        run(folder, "confirm")
    assert not (folder / REVIEWS).exists()


def test_a_file_that_holds_no_cases_is_written_anew(folder: Path) -> None:
    (folder / CLAUSES).write_text("# nothing\n{}\n", encoding="utf-8")

    run(folder)

    assert committed(folder)


def test_a_clause_that_decides_nothing_is_told_without_a_traceback(
    rulebook_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(rulebook_folder) == 2
    assert "These clauses decide nothing that people see" in capsys.readouterr().err


def test_a_rulebook_with_a_problem_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(folder, "rules_out: walk", "rules_out: wlak")

    assert run(folder) == 2
    assert 'Unknown option "wlak"' in capsys.readouterr().err


def test_the_package_is_a_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["teeth", "--help"])

    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(Path(rules.teeth.__file__).with_name("__main__.py")), run_name="__main__")

    assert not caught.value.code
    assert "generate,review,confirm,report" in capsys.readouterr().out
