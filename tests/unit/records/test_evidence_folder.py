"""A folder is only read: nothing in it is run, no link leads out of it, and no file makes reading long."""

import os
import sys
from pathlib import Path

import pytest

from records.evidence import Evidence, evidence_in, folder
from tests.unit.records.samples import book

COMPOSE = "services:\n  mq:\n    image: rabbitmq:4\n"


def write(root: Path, file: str, text: str = COMPOSE) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(evidence: Evidence) -> dict[str, str]:
    return {each.spot.file: each.says for each in evidence.troubles}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty folder with a neighbour that holds a compose file."""
    write(tmp_path, "outside/compose.yaml")
    root = tmp_path / "project"
    root.mkdir()
    return root


def test_programs_are_never_run(project: Path) -> None:
    write(project, "celeryconfig.py", f"open({str(project / 'run')!r}, 'w')\nbroker_url = 'amqp://mq'\n")

    assert evidence_in(project, book()).answers == {"brokers": "rabbitmq"}
    assert not (project / "run").exists()
    assert not [name for name in sys.modules if "celeryconfig" in name]


def test_a_link_out_of_the_folder_is_told_and_not_followed(project: Path) -> None:
    (project / "compose.yaml").symlink_to(project.parent / "outside" / "compose.yaml")
    (project / "there").symlink_to(project.parent / "outside")

    evidence = evidence_in(project, book())

    assert evidence.findings == ()
    assert told(evidence) == {"compose.yaml": "It is a link out of the folder and was not followed."}


def test_a_link_inside_of_the_folder_is_read(project: Path) -> None:
    write(project, "deploy/stack.yaml")
    (project / "compose.yaml").symlink_to("deploy/stack.yaml")

    assert evidence_in(project, book()).answers == {"brokers": "rabbitmq"}


def test_links_in_circles_and_to_nowhere_are_passed_over(project: Path) -> None:
    (project / "compose.yaml").symlink_to("compose.yaml")
    (project / "compose.dev.yaml").symlink_to("nowhere.yaml")
    (project / "again").symlink_to(project)

    assert evidence_in(project, book()).findings == ()


def test_a_pipe_with_the_name_of_a_compose_file_holds_nobody_up(project: Path) -> None:
    os.mkfifo(project / "compose.yaml")

    assert evidence_in(project, book()).findings == ()


@pytest.mark.parametrize("place", [".git", "node_modules/x", ".venv", "vendor/y", "tests/data", "docs", "my_env"])
def test_what_others_tools_and_tests_put_there_is_skipped(place: str, project: Path) -> None:
    write(project, f"{place}/compose.yaml")
    write(project, "my_env/pyvenv.cfg", "home = /usr/bin")

    assert evidence_in(project, book()).findings == ()


def test_a_real_env_file_is_not_read(project: Path) -> None:
    write(project, ".env", "CELERY_BROKER_URL=amqp://user:secret@mq")
    write(project, ".env.example", "CELERY_BROKER_URL='redis://cache' # not in production")

    assert evidence_in(project, book()).answers == {"brokers": "redis"}


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("compose.yaml", "a: " + "[" * 200, "nested deeper"),
        ("compose.yaml", "a: &a [*a, *a]\nservices: *a\n", ""),
        ("compose.yaml", "services: &s\n  <<: *s\n  a: {image: redis}\n", ""),
        ("compose.yaml", "a: 1\n---\nb: 2\n", "not valid YAML"),
        ("compose.yaml", "services: \x07", "not valid YAML"),
        ("compose.yaml", "services: !!python/object/apply:os.system [touch x]\n", ""),
        ("compose.yaml", "[]", ""),
        ("compose.yaml", "", ""),
        ("pyproject.toml", "a = " + "[" * 5000, "not valid TOML"),
        ("pyproject.toml", "project = 1\ntool = []\n", ""),
        ("pyproject.toml", "[project]\ndependencies = 'celery'\n[tool.poetry]\ndependencies = [1]\n", ""),
        ("poetry.lock", "package = {}\n", ""),
        ("uv.lock", "[[package]]\nname = 1\nsource = 'x'\n", ""),
        ("Pipfile.lock", '{"default": []}', ""),
        ("package.json", "[" * 100_000, "not valid JSON"),
        ("package.json", "[]", "no object"),
        ("package.json", '{"dependencies": "amqplib"}', ""),
        ("package.json", '{"a": ' + "9" * 5000 + "}", "not valid JSON"),
        ("pom.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ("pom.xml", "", "not valid XML"),
        ("celery.py", "(" * 300, "cannot read it"),
        ("celery.py", "x = " + "-" * 100_000 + "1", "cannot read it"),
        ("celery.py", "a = '\x00'", "cannot read it"),
        ("celery.py", "x = '\\d' # a warning is nobody's business\n", ""),
        ("celery.py", "a = b\nb = a\nbroker_url = a\n", ""),
        ("celery.py", f"task_time_limit = {'9' * 4000} * {'9' * 4000}\n", ""),
    ],
)
def test_a_hostile_or_broken_file_is_told_and_passed_over(file: str, text: str, says: str, project: Path) -> None:
    write(project, file, text)
    write(project, ".env.example", "AMQP_URL=amqp://mq")

    evidence = evidence_in(project, book())

    assert evidence.answers.get("brokers") == "rabbitmq" or "redis" in text
    assert says in told(evidence).get(file, "")
    assert bool(says) == (file in told(evidence))


def test_what_is_not_utf_8_is_told_with_its_line(project: Path) -> None:
    (project / "compose.yaml").write_bytes(b"services:\n  a: \xff\n")

    trouble = evidence_in(project, book()).troubles[0]

    assert (trouble.spot.line, trouble.says) == (2, "It is not UTF-8 text.")


def test_a_byte_order_mark_and_windows_lines_are_no_trouble(project: Path) -> None:
    (project / "compose.yaml").write_bytes(b"\xef\xbb\xbf" + COMPOSE.replace("\n", "\r\n").encode())

    finding = evidence_in(project, book()).findings[0]

    assert [(spot.file, spot.line) for spot in finding.clues[0].spots] == [("compose.yaml", 3)]


def test_what_may_not_be_read_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "compose.yaml")

    def refuse(*_asked: object, **_more: object) -> None:  # a file of mode 0, which root could still read
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read" in told(evidence_in(project, book()))["compose.yaml"]


@pytest.mark.parametrize(
    ("limit", "most"),
    [("MOST_ENTRIES", 3), ("MOST_FILES", 2), ("MOST_IN_ALL", 60), ("MOST_BYTES", 30), ("MOST_DEPTH", 0)],
)
def test_limits_are_told_and_then_nothing_is_said_about_what_else_there_is(
    limit: str, most: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        write(
            project, f"part{number}/celery{number}.py", "from celery import shared_task\n@shared_task\ndef a(): pass\n"
        )

    monkeypatch.setattr(folder, limit, most)
    evidence = evidence_in(project, book())

    assert evidence.troubles
    assert "language" not in evidence.answers


def test_names_that_are_no_text_are_told_as_well_as_they_can_be(project: Path) -> None:
    path = os.fsencode(project) + b"/\xff\x1b[31m"
    os.mkdir(path)  # noqa: PTH102  # a path of bytes
    (Path(os.fsdecode(path)) / "compose.yaml").write_text("[", encoding="utf-8")

    assert evidence_in(project, book()).troubles[0].spot.line == 1


def test_the_same_folder_gives_the_same_evidence(project: Path) -> None:
    for name in ("b", "a", "c"):
        write(project, f"{name}/compose.yaml")

    first = evidence_in(project, book())

    assert first == evidence_in(project, book())
    assert [spot.file[0] for spot in first.findings[0].clues[0].spots] == ["a", "b", "c"]
