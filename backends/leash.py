"""Programs and folders that end with the app, however the app ends.

Every one has a watcher: a small shell process, in a session of its own, that reads from a pipe whose other
end only the app holds. The kernel closes that end when the app ends, SIGKILL included; the watcher then
ends the program with all its descendants and wipes the folder. `PR_SET_PDEATHSIG` would not do: it fires
when the *thread* that started the program ends (prctl(2)), and Streamlit's script threads end all the time.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from backends import group
from backends.errors import NotStarted
from backends.masking import mask, secrets_in

_WATCHER = Path(__file__).with_name("leash.sh")
_FOLDER_PREFIX = "queuewise-"

# Python finds the folder for temporary files by writing a file into it, which an app that is killed at that moment
# would leave there. So it is done once, before anything is asked for.
_TEMPORARY = Path(tempfile.gettempdir())
_MARK = "QUEUEWISE_LEASH"
_TICKS_PER_SECOND = 20
_CLOSE_SECONDS = 10.0

# The program tells the watcher its own id before it becomes the real program: there is no moment at which
# it runs and nobody knows. Standard input is the pipe until then. `exec` keeps the process id.
_ANNOUNCE = 'echo "group $$" >&0 && exec "$@" </dev/null'


@dataclass(frozen=True, slots=True)
class Leashed:
    """A program on a leash. `pid` is the program itself, so a SIGKILL of it is a real kill."""

    pid: int
    name: str
    _program: subprocess.Popen[bytes] = field(repr=False)
    _output: Path | None = field(repr=False)
    _secrets: frozenset[str] = field(repr=False)

    @property
    def stdout(self) -> IO[bytes] | None:
        """The program's output, if it was started with `stdout=subprocess.PIPE`."""
        return self._program.stdout

    def poll(self) -> int | None:
        """Give the exit status, negative for a signal; None while the program runs."""
        return self._program.poll()

    def wait(self, timeout: float) -> int | None:
        """Wait at most `timeout` seconds for the end; give the exit status, or None if the program still runs."""
        with suppress(subprocess.TimeoutExpired):
            self._program.wait(timeout)
        return self._program.poll()

    def terminate(self) -> None:
        """Send SIGTERM to the program itself, so that it can finish in its own way."""
        self._program.terminate()

    def kill(self) -> None:
        """Send SIGKILL to the program and every descendant in its group, as a crash of the machine would.

        Raises:
            FaultFailed: one of them is still there after some seconds.
        """
        _kill_group(self.pid)
        self.wait(_CLOSE_SECONDS)
        group.require_ended(self.pid)

    def freeze(self) -> None:
        """Stop the program and every descendant in its group; see `group.freeze`."""
        group.freeze(self.pid)

    def thaw(self) -> None:
        """Let them go on; see `group.thaw`."""
        group.thaw(self.pid)

    def tail(self, lines: int = 20) -> str:
        """Give the last lines of the output, with secrets masked; empty if the output went elsewhere."""
        if self._output is None or not self._output.exists():
            return ""
        with self._output.open(encoding="utf-8", errors="replace") as log:
            return mask("".join(deque(log, maxlen=lines)).rstrip(), self._secrets)


@contextmanager
def start(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    folder: Path,
    pass_fds: Collection[int] = (),
    stdout: int | IO[bytes] | None = None,
    stderr: int | IO[bytes] | None = None,
    grace: float = 0.2,
) -> Iterator[Leashed]:
    """Run `argv` in `folder` with exactly the environment `env`, and end it on leaving.

    The program gets a session and process group of its own and an empty standard input. Leaving, or the
    death of the app, sends SIGTERM, after `grace` seconds SIGKILL, to the group and to every descendant
    that left the group. Then, if the app died, `folder` is wiped; otherwise it stays, for its owner to read.

    Without `stdout`, the output goes to a file in `folder` and can be read with `tail`. `stderr` goes where
    `stdout` goes unless given. Secrets belong in `env` or in a file, never in `argv`: other users can read it.

    Raises:
        NotStarted: there is no such program, or it cannot be run.
        ValueError: `folder` is not inside a `private_folder`.
    """
    _refuse_foreign(folder)
    program = _resolve(argv[0], env)
    mark = secrets.token_hex(8)
    output = folder / f"{program.name}-{mark}.log" if stdout is None else None
    with _watch(mark, folder, grace=grace) as watch, _open(output, stdout) as out:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _ANNOUNCE, "sh", str(program), *argv[1:]],
            stdin=watch.pipe,
            stdout=out,
            stderr=subprocess.STDOUT if stderr is None else stderr,
            env={**env, _MARK: mark},
            cwd=folder,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        try:
            yield Leashed(process.pid, program.name, process, output, secrets_in(env))
        finally:
            watch.let_go(keep_folder=True)
            _reap(process, grace)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a new folder that only this user can read, and remove it on leaving or when the app dies."""
    folder = _TEMPORARY / f"{_FOLDER_PREFIX}{secrets.token_hex(8)}"
    try:
        with _watch(secrets.token_hex(8), folder, grace=0):
            folder.mkdir(mode=0o700)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # in case somebody killed the watcher


@dataclass(frozen=True, slots=True)
class _Watch:
    """The end of the pipe that only the app holds."""

    pipe: IO[bytes]

    def let_go(self, *, keep_folder: bool = False) -> None:
        with suppress(BrokenPipeError, ValueError):
            self.pipe.write(b"keep\n" if keep_folder else b"")
        self.pipe.close()


@contextmanager
def _watch(mark: str, folder: Path, *, grace: float) -> Iterator[_Watch]:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        try:
            watcher = subprocess.Popen(
                ["/bin/sh", str(_WATCHER), mark, str(folder), str(round(grace * _TICKS_PER_SECOND))],
                stdin=reading,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.defpath},
                cwd="/",
                start_new_session=True,
            )
        finally:
            os.close(reading)
        watch = _Watch(pipe)
        try:
            yield watch
        finally:
            watch.let_go()
            _end(watcher)


def _end(watcher: subprocess.Popen[bytes]) -> None:
    try:
        watcher.wait(_CLOSE_SECONDS)
    except subprocess.TimeoutExpired:
        watcher.kill()
        watcher.wait()


def _reap(process: subprocess.Popen[bytes], grace: float) -> None:
    """Collect the program; end it here if somebody killed its watcher."""
    try:
        process.wait(grace + 2.0)
    except subprocess.TimeoutExpired:
        _kill_group(process.pid)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


@contextmanager
def _open(output: Path | None, given: int | IO[bytes] | None) -> Iterator[int | IO[bytes] | None]:
    if output is None:
        yield given
        return
    with output.open("wb") as log:
        yield log


def _resolve(name: str, env: Mapping[str, str]) -> Path:
    found = shutil.which(name, path=env.get("PATH", os.defpath))
    if found is None:
        raise NotStarted(
            f"There is no program {name} that can be run.",
            expected="It was expected on the PATH.",
            remedy="Install it, or check its permissions.",
        )
    return Path(found)


def _refuse_foreign(folder: Path) -> None:
    if not any(part.startswith(_FOLDER_PREFIX) for part in folder.parts):
        raise ValueError(f"{folder} is not inside a private folder and would be wiped")
