"""Nothing that the app starts outlives the app."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backends import leash
from backends.errors import NotStarted
from tests.leftovers import alive, eventually

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {"PATH": os.environ["PATH"]}

# An app with one program that ignores SIGTERM and has three children: one in its group, one that made a session
# of its own, and one that dropped the mark from its environment.
_APP = """
import json, os, subprocess, sys
from backends import leash

family = '''
import os, signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
beside = subprocess.Popen(["sleep", "300"])
apart = subprocess.Popen(["sleep", "300"], start_new_session=True)
unmarked = subprocess.Popen(["sleep", "300"], env={"PATH": os.environ["PATH"]})
print(beside.pid, apart.pid, unmarked.pid, flush=True)
time.sleep(300)
'''
env = {"PATH": os.environ["PATH"]}
with leash.private_folder() as folder:
    with leash.start([sys.executable, "-c", family], env=env, folder=folder, stdout=subprocess.PIPE) as program:
        pids = [program.pid, *map(int, program.stdout.readline().split())]
        print(json.dumps([str(folder), *pids]), flush=True)
        sys.stdin.read()
    print("left", flush=True)
print("folder left", flush=True)
"""


@pytest.fixture
def app() -> "subprocess.Popen[str]":
    """An app of its own, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", _APP], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _started(app: "subprocess.Popen[str]") -> tuple[Path, list[int]]:
    assert app.stdout is not None
    folder, *pids = json.loads(app.stdout.readline())
    return Path(folder), pids


def test_a_program_with_all_its_descendants_and_its_folder_end_with_a_killed_app(app: "subprocess.Popen[str]") -> None:
    with app:
        folder, pids = _started(app)
        assert folder.is_dir()
        assert all(map(alive, pids))

        app.kill()

    assert eventually(lambda: not any(map(alive, pids)))
    assert eventually(lambda: not folder.exists())


def test_a_program_with_all_its_descendants_ends_when_the_app_leaves_it(app: "subprocess.Popen[str]") -> None:
    with app:
        folder, pids = _started(app)
        output, _ = app.communicate("", timeout=20)

    assert output.split("\n") == ["left", "folder left", ""]
    assert app.returncode == 0
    assert not any(map(alive, pids))
    assert not folder.exists()


def test_a_program_and_its_folder_still_go_if_somebody_killed_the_watchers(app: "subprocess.Popen[str]") -> None:
    with app:
        folder, pids = _started(app)
        subprocess.run(["pkill", "-KILL", "-P", str(app.pid), "-f", f"leash.sh .*{folder}"], check=True)
        app.communicate("", timeout=20)

    assert app.returncode == 0
    assert not folder.exists()
    program, beside, apart, unmarked = pids
    os.kill(apart, signal.SIGKILL)  # only a watcher finds it
    assert eventually(lambda: not any(map(alive, (program, beside, unmarked))))


def test_the_process_id_is_the_program_itself() -> None:
    with leash.private_folder() as folder, leash.start(["sleep", "300"], env=ENVIRONMENT, folder=folder) as program:
        os.kill(program.pid, signal.SIGKILL)

        assert program.wait(5) == -signal.SIGKILL


def test_killing_takes_the_whole_group_at_once() -> None:
    script = "sleep 300 & echo $!; wait"
    with (
        leash.private_folder() as folder,
        leash.start(["sh", "-c", script], env=ENVIRONMENT, folder=folder, stdout=subprocess.PIPE) as program,
    ):
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.kill()

        assert program.poll() == -signal.SIGKILL
        assert eventually(lambda: not alive(child))


def test_the_last_lines_are_kept_and_their_passwords_masked() -> None:
    env = {**ENVIRONMENT, "BROKER_PASSWORD": "s3cret"}
    script = "echo one; echo two; echo redis://:hidden@host and $BROKER_PASSWORD >&2; exit 3"
    with leash.private_folder() as folder, leash.start(["sh", "-c", script], env=env, folder=folder) as program:
        assert program.wait(5) == 3
        assert program.tail(2) == "two\nredis://:***@host and ***"


def test_a_program_sees_only_the_environment_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OF_THE_APP", "private")
    with leash.private_folder() as folder, leash.start(["env"], env=ENVIRONMENT, folder=folder) as program:
        assert program.wait(5) == 0
        assert "OF_THE_APP" not in program.tail(100)


def test_a_program_that_is_not_there_is_said() -> None:
    with (
        leash.private_folder() as folder,
        pytest.raises(NotStarted, match="no program no-such-thing"),
        leash.start(["no-such-thing"], env=ENVIRONMENT, folder=folder),
    ):
        pass


def test_a_folder_of_somebody_else_is_never_put_on_a_leash(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="not inside a private folder"),
        leash.start(["true"], env=ENVIRONMENT, folder=tmp_path),
    ):
        pass


def test_a_private_folder_is_for_its_owner_only_and_goes() -> None:
    with leash.private_folder() as folder:
        (folder / "deep" / "deeper").mkdir(parents=True)
        assert folder.stat().st_mode & 0o777 == 0o700

    assert not folder.exists()


MADE = """
import os, sys
from backends import leash
made = []
def note(event, arguments):
    if event in ("open", "os.mkdir") and str(arguments[0]).startswith(os.environ["TMPDIR"]):
        made.append(str(arguments[0]))
sys.addaudithook(note)
with leash.private_folder() as folder:
    print(made == [str(folder)], made)
"""


def test_nothing_but_the_private_folder_is_made_that_a_kill_could_leave(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", MADE], check=True, capture_output=True, text=True, timeout=60, env=environment
    )
    assert told.stdout.startswith("True"), told.stdout
