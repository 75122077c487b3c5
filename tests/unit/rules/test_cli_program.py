"""The program as a whole: its help, its errors, its exit codes, and how it behaves among other programs."""

import os
import pty
import runpy
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest

from rules import shipped_rulebook, versions
from rules.cli.program import COMMANDS, main
from tests.unit.rules.command_line import ROOT, run, start, travel

PATIENCE = 60.0
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")


def test_help_names_every_command_with_examples_and_exit_codes() -> None:
    for words in (["--help"], ["-h"], ["help"]):
        done = run(*words)
        assert done.code == 0
        assert all(f"\n  {name} " in done.out for name in COMMANDS)
        assert "Examples:\n  python -m rules recommend " in done.out
        assert "\n  130  " in done.out


def test_without_a_command_the_help_is_shown_and_the_use_was_wrong() -> None:
    assert run().code == 2
    assert "Commands:" in run().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command: str) -> None:
    done, other = run(command, "--help"), run("help", command)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: python -m rules {command} ")
    assert f"Examples:\n  python -m rules {command}" in done.out or f"| python -m rules {command}" in done.out
    assert done.out == other.out


def test_the_version_is_that_of_the_rulebook() -> None:
    book = shipped_rulebook()

    assert run("--version").out == f"Rulebook {book.version}, {book.digest}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["recomend"], 'There is no command "recomend". Did you mean "recommend"?'),
        (["recommend", "--fromat", "json"], 'There is no option "--fromat". Did you mean "--format"?'),
        (["recommend", "--format=yaml"], "--format: invalid choice: 'yaml'"),
        (["recommend", "--file"], "--file: expected one argument"),
        (["diff"], "the following arguments are required: OLD"),
        (["diff", "2026.11", "2026.11", "2026.11"], 'There is no option "2026.11".'),
        (["recommend", "--format=\x1b[31m"], "--format: invalid choice"),
    ],
)
def test_wrong_use_is_answered_with_what_to_do(words: list[str], says: str) -> None:
    done = run(*words)

    assert (done.code, done.out) == (2, "")
    assert says in done.complaint
    assert "--help" in done.complaint
    assert "\x1b" not in done.err


def test_the_schema_is_json() -> None:
    assert run("schema").data["title"] == "Rulebook"


def test_freeze_keeps_the_shipped_rulebook_and_writes_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.cli.commands.freeze.FROZEN", tmp_path)
    monkeypatch.setattr("rules.cli.commands.freeze.FILE", tmp_path / "rulebook.schema.json")
    monkeypatch.setattr("rules.cli.commands.freeze.FOLDER", tmp_path / "schemas")

    done = run("freeze")

    assert done.code == 0
    assert shipped_rulebook().digest in done.out
    assert [kept.digest for kept in versions(tmp_path)] == [shipped_rulebook().digest]
    assert (tmp_path / "rulebook.schema.json").exists()


def test_a_released_version_is_not_frozen_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = shipped_rulebook().version
    record = f"- version: '{version}'\n  digest: {'0' * 64}\n  released: 2026-11-22\n"
    (tmp_path / "record.yaml").write_text(record, encoding="utf-8")
    monkeypatch.setattr("rules.cli.commands.freeze.FROZEN", tmp_path)

    done = run("freeze")

    assert done.code == 2
    assert "was released on 2026-11-22 with other content" in done.complaint


def test_recommend_starts_without_numpy() -> None:
    script = (
        "import sys; from rules.cli.program import main; main(['recommend', 'x=y']); sys.exit('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)

    assert done.returncode == 0


def test_a_process_recommends_and_explains_by_way_of_a_pipe(tmp_path: Path) -> None:
    book = travel(tmp_path)
    first = start("recommend", "--rulebook", book, "distance=far", "--json")
    second = start("explain", "--rulebook", book, "--depth", "sentence", "-", stdin=first.out)

    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert second.out.startswith("Drive. ")


def test_a_process_checks_and_its_exit_code_is_the_verdict(tmp_path: Path) -> None:
    assert start("check").code == 0
    assert start("check", travel(tmp_path)).code == 1
    assert start("check", str(tmp_path / "nowhere")).code == 2


def test_a_process_asks_with_a_piped_input(tmp_path: Path) -> None:
    done = start("ask", "--rulebook", travel(tmp_path), "load=none", stdin="far\n")

    assert done.code == 0
    assert "One question is left; it cannot change the result." in done.text


def test_a_process_compares_and_counts(tmp_path: Path) -> None:
    book = travel(tmp_path)

    assert start("diff", book, book).code == 0
    assert start("atlas", "--rulebook", book).code == 0


def test_text_keeps_to_the_width_of_the_terminal_and_has_no_colour(tmp_path: Path) -> None:
    words = ["explain", "--rulebook", travel(tmp_path), "distance=far", "--app", ""]
    narrow, wide = start(*words, env={"COLUMNS": "50"}), start(*words, env={"COLUMNS": "400", "NO_COLOR": "1"})

    assert max(len(line) for line in narrow.out.splitlines() if "Rulebook travel" not in line) <= 50
    assert 80 < max(map(len, wide.out.splitlines())) <= 100
    assert "\x1b" not in wide.out


def test_an_output_that_has_no_room_for_a_character_gets_its_escape(tmp_path: Path) -> None:
    done = start(
        "recommend", "--rulebook", travel(tmp_path), "distance=far", "weather=dry", env={"PYTHONIOENCODING": "ascii"}
    )

    assert done.code == 0
    assert "\\u2192" in done.out


def test_a_reader_that_has_gone_ends_the_program_quietly() -> None:
    writer = [sys.executable, "-m", "rules", "explain", "--depth", "everything"]
    with subprocess.Popen(writer, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (141, b"")


def test_a_pipe_that_nobody_reads_any_more_has_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["schema"]) == 141


@FULL
def test_a_full_disk_has_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["schema"]) == 2


@FULL
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rules", "schema"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 2
    assert b"The output could not be written: No space left on device." in done.stderr


def test_the_package_is_a_program_only_when_it_is_started_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    program = str(ROOT / "rules" / "__main__.py")
    monkeypatch.setattr(sys, "argv", ["rules", "--version"])

    assert runpy.run_path(program, run_name="imported")["main"] is main
    with pytest.raises(SystemExit) as left:
        runpy.run_path(program, run_name="__main__")
    assert left.value.code == 0


def test_an_output_that_was_closed_before_is_not_missed() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec '{sys.executable}' -m rules recommend >&-"], cwd=ROOT, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_stops_a_command_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rules.cli.commands.check.whole", interrupted)
    done = run("check")

    assert (done.code, done.err) == (130, "Stopped.\n")


def test_ctrl_c_at_a_terminal_ends_an_interview_with_the_verdict_so_far(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "rules", "ask", "--rulebook", travel(tmp_path), "load=none"]
    with Terminal(words) as terminal:
        terminal.read_until("3  Abroad")
        terminal.write("3\n")
        terminal.read_until("2. How is the weather?")
        terminal.process.send_signal(signal.SIGINT)
        said = terminal.read_until("Rulebook travel")
        code = terminal.process.wait(PATIENCE)

    assert code == 130
    assert "distance=abroad&load=none" in said
    assert "Traceback" not in said


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, words: Sequence[str]) -> None:
        self._mine, theirs = pty.openpty()
        # Tests that run in the background have Ctrl-C ignored, and what they start would inherit that.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(words, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs)
        signal.signal(signal.SIGINT, before)
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self._mine)

    def write(self, text: str) -> None:
        """Type."""
        os.write(self._mine, text.encode())

    def read_until(self, end: str) -> str:
        """All that appears until something does."""
        said = ""
        until = monotonic() + PATIENCE
        while end not in said:
            ready, _, _ = select.select([self._mine], [], [], max(0, until - monotonic()))
            assert ready, f"{end!r} did not appear. What did: {said!r}"
            said += os.read(self._mine, 65536).decode(errors="replace")
        return said
