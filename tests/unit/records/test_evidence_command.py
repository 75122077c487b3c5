"""`python -m records evidence` tells what files answer, where, and what of an accepted decision they contradict."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from records.evidence.telling import MOST_TROUBLES
from tests.unit.records.test_command import run
from tests.unit.records.test_evidence_folder import write
from tests.unit.records.test_evidence_projects import PROJECTS

FLASK = str(PROJECTS / "flask_celery_rabbitmq")


def decision(folder: Path, *answers: str) -> str:
    path = folder / "decision.yaml"
    path.write_text(run("new", *answers).out, encoding="utf-8")
    return str(path)


def test_an_answer_is_told_with_file_and_line_and_why() -> None:
    told = run("evidence", FLASK)

    assert (told.code, told.err) == (0, "")
    assert "brokers=rabbitmq" in told.out
    assert "docker-compose.yml:4: RabbitMQ runs beside the application." in told.out
    assert "python -m records new language=python results=polls" in told.out


def test_the_proposed_command_begins_a_decision(tmp_path: Path) -> None:
    line = next(line for line in run("evidence", FLASK).out.splitlines() if "-m records new" in line)

    words = line.split(" new ")[1].split(" >")[0].split()
    assert run("verify", decision(tmp_path, *words)).code == 0


def test_programs_get_the_same_as_json() -> None:
    told = json.loads(run("evidence", FLASK, "--json").out)

    assert told["answers"]["brokers"] == "rabbitmq"
    assert told["contradictions"] is None
    signs = [sign for each in told["findings"] for sign in each["signs"]]
    assert {"file": "docker-compose.yml", "line": 4} in signs[-1]["places"] + signs[-2]["places"] + signs[-3]["places"]


def test_an_accepted_answer_that_the_files_contradict_is_listed(tmp_path: Path) -> None:
    accepted = decision(tmp_path, "brokers=redis", "results=polls", "loss=money")

    told = run("evidence", FLASK, "--against", accepted)
    data = json.loads(run("evidence", FLASK, "--against", accepted, "--json").out)

    assert told.code == 1
    assert "Accepted answers that the files contradict:\n  brokers=redis" in told.out
    assert [(each["question"], each["accepted"]) for each in data["contradictions"]] == [("brokers", "redis")]
    assert [sign["sign"] for sign in data["contradictions"][0]["signs"]] == ["rabbitmq-runs", "celery-on-rabbitmq"]


def test_a_decision_that_agrees_or_says_nothing_is_not_contradicted(tmp_path: Path) -> None:
    told = run("evidence", FLASK, "--against", decision(tmp_path, "brokers=rabbitmq", "loss=money"))

    assert told.code == 0
    assert "No accepted answer is contradicted" in told.out


def test_where_the_files_contradict_themselves_they_contradict_nobody(tmp_path: Path) -> None:
    told = run("evidence", str(PROJECTS / "two_brokers"), "--against", decision(tmp_path, "brokers=database"))

    assert told.code == 0
    assert "contradict each other" in told.out


def test_an_open_question_can_still_be_contradicted(tmp_path: Path) -> None:
    late = str(PROJECTS / "late_and_confirmed")

    assert run("evidence", late, "--against", decision(tmp_path, "rerun=never")).code == 1
    assert run("evidence", late, "--against", decision(tmp_path, "rerun=hours")).code == 0


@pytest.mark.parametrize("words", [("nowhere",), (FLASK, "--against", "nowhere.yaml"), (f"{FLASK}/.env.example",)])
def test_what_cannot_be_used_is_said_in_a_sentence(words: tuple[str, ...]) -> None:
    told = run("evidence", *words)

    assert (told.code, told.out) == (2, "")
    assert "There is no" in told.err


def test_no_password_of_an_address_is_printed(tmp_path: Path) -> None:
    write(tmp_path, ".env.example", "CELERY_BROKER_URL=amqp://user:hunter2@mq.internal//")

    for words in ((), ("--json",)):
        told = run("evidence", str(tmp_path), *words)
        assert "rabbitmq" in told.out
        assert "hunter2" not in told.out
        assert "mq.internal" not in told.out


def test_many_troubles_are_counted(tmp_path: Path) -> None:
    for number in range(MOST_TROUBLES + 5):
        write(tmp_path, f"{number}/compose.yaml", "[")

    assert "and 5 more" in run("evidence", str(tmp_path)).out


def test_a_name_of_a_file_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, "\x1b[31mred/compose.yaml", "[")

    assert "\x1b" not in run("evidence", str(tmp_path)).out


def test_nothing_leaves_the_machine() -> None:
    program = (
        "import socket, subprocess, os\n"
        "def refuse(*a, **k): raise AssertionError('it reached out')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "subprocess.Popen = os.system = os.fork = refuse\n"
        f"import sys; from records.cli import main; sys.exit(main(['evidence', {FLASK!r}]))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
