"""`python -m records` writes, verifies and asks again, with exit codes that a pipeline can read."""

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import pytest

from records.cli import FACES, main
from rules import Rulebook, write_rulebook
from tests.unit.records.samples import FORGED, record
from tests.unit.records.test_drift import with_rule, without

ANSWERS = ("routing=pattern", "language=several")


@dataclass(frozen=True)
class Run:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def run(*words: str) -> Run:
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(words)
    return Run(code, out.getvalue(), err.getvalue())


def alone(rulebook: Rulebook) -> str:
    """The text of a rulebook without the cases and examples that speak of rules by name."""
    return write_rulebook(replace(rulebook, cases=(), examples=()))


@pytest.fixture
def decision(tmp_path: Path) -> str:
    """A decision of payments in a file."""
    answers = [f"{question}={choice}" for question, choice in record().answers.items()]
    path = tmp_path / "decision.yaml"
    path.write_text(run("new", *answers, "--by", "Ada", "--decided", "2026-11-24").out, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("face", FACES)
def test_a_decision_is_printed_in_every_face(face: str, decision: str) -> None:
    told = run("record", decision, "--face", face)

    assert (told.code, told.err) == (0, "")
    assert "Celery with RabbitMQ" in told.out or '"celery_rabbitmq"' in told.out


def test_a_face_is_written_to_the_file_that_is_named(decision: str, tmp_path: Path) -> None:
    path = tmp_path / "0007-bills.md"

    told = run("record", decision, "--output", str(path))

    assert (told.code, told.out, told.err) == (0, "", "")
    assert path.read_text(encoding="utf-8") == run("record", decision).out


def test_a_decision_that_cannot_be_read_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "0007-bills.md"
    path.write_text("kept", encoding="utf-8")

    assert run("record", "1.abc", "--output", str(path)).code == 2
    assert path.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("face", ["madr", "nygard", "pull-request", "card"])
def test_a_file_names_the_code_unless_it_is_told_where_the_app_is(face: str, decision: str) -> None:
    path = f"/d/{record().code}"

    alone = run("record", decision, "--face", face).out
    linked = run("record", decision, "--face", face, "--app", "https://queues.example.org/").out

    assert f"{path}</code> on your Queuewise" in alone or f"`{path}`" in alone
    assert "on your Queuewise" in alone
    assert f'href="{path}' not in alone
    assert f"<{path}>" not in alone
    assert f"https://queues.example.org{path}" in linked
    assert "on your Queuewise" not in linked


def test_a_record_in_json_is_written_with_the_address_that_is_named_and_else_with_its_own(
    decision: str, tmp_path: Path
) -> None:
    path = tmp_path / "record.json"
    path.write_text(run("record", decision, "--face", "json", "--app", "https://old.example.org").out, encoding="utf-8")

    assert f"<https://old.example.org/d/{record().code}>" in run("record", str(path)).out
    moved = run("record", str(path), "--app", "https://new.example.org").out
    assert f"<https://new.example.org/d/{record().code}>" in moved


@pytest.mark.parametrize("address", FORGED)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    told = run("record", record().code, "--app", address)

    assert (told.code, told.out) == (2, "")
    assert "https://queues.example.org" in told.err


def test_a_code_and_a_permalink_stand_for_the_decision(decision: str) -> None:
    code = record().code

    for name in (code, f"https://queues.example.org/d/{code}"):
        assert run("verify", name).code == 0
        assert run("drift", name).out == run("drift", decision).out


def test_the_json_face_is_verified_field_by_field(decision: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    data = json.loads(run("record", decision, "--face", "json").out)
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run("verify", str(path)).code == 0

    data["recommendation"]["word"] = "settled"
    path.write_text(json.dumps(data), encoding="utf-8")
    told = run("verify", str(path))

    assert told.code == 1
    assert "recommendation.word" in told.out


def test_drift_says_that_it_holds_that_the_word_changed_or_that_the_verdict_did(decision: str, tmp_path: Path) -> None:
    changed, same = tmp_path / "changed.yaml", tmp_path / "same.yaml"
    changed.write_text(alone(with_rule()), encoding="utf-8")
    same.write_text(alone(without("backoff-is-built-in")), encoding="utf-8")

    assert run("drift", decision).code == 0
    assert "backoff-is-built-in (no longer said)" in run("drift", decision, "--rulebook", str(same)).out
    told = run("drift", decision, "--rulebook", str(changed))
    assert told.code == 4
    assert "no-more-celery (new)" in told.out
    assert json.loads(run("drift", decision, "--json", "--rulebook", str(changed)).out)["change"] == "verdict"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("verify", "nothing.yaml"), "no file"),
        (("verify", "1.abc"), "no code"),
        (("new", "routing=pigeon"), "pigeon"),
        (("new", "weather=rain"), "weather"),
        (("new", "routing"), "routing"),
        (("new", *ANSWERS, "--dissent", "Linus"), "Linus"),
        (("drift", "1.abc", "--rulebook", "1999"), "1999"),
        (("record", record().code, "--output", "no/such/folder/decision.md"), "no/such/folder"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(words: tuple[str, ...], says: str) -> None:
    told = run(*words)

    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert "Traceback" not in told.err


def test_a_wrong_word_is_refused_by_the_program_itself() -> None:
    done = subprocess.run([sys.executable, "-m", "records", "burn"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "invalid choice" in done.stderr


def test_the_day_is_today_unless_it_is_given() -> None:
    assert "decided: 20" in run("new", *ANSWERS).out
    assert "decided: 2001-02-03" in run("new", *ANSWERS, "--decided", "2001-02-03").out
