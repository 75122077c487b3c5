"""How soon a newcomer sees a page: a clean clone, `make run`, and Chromium."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from backends.ports import free_ports
from benchmarks.figure import Figure, Tell
from benchmarks.visiting import browser, opened
from tests.e2e import served
from tests.leftovers import eventually, processes_under

BAR = 120.0
"""Seconds."""

LONGEST = 600
STOP_SECONDS = 30
NOT_A_NEWCOMERS = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")


def measure(tell: Tell, *, times: int = 1) -> Iterator[Figure]:
    """Seconds from `git clone` of the last commit through `make run`, with nothing cached, to a page in Chromium."""
    with browser() as chromium:
        seconds = [_newcomer(chromium, tell) for _ in range(times)]
    basis = f"median of {times}" if times > 1 else "once"
    yield Figure(what="Clean clone to rendered page", value=median(seconds), unit="s", basis=basis, at_most=BAR)


def _newcomer(chromium: Browser, tell: Tell) -> float:
    with TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(served.ROOT), str(clone)], check=True)
        tell(f"cloned after {time.perf_counter() - began:.1f} s")
        with _make_run(clone, folder) as url, opened(chromium, url):
            seconds = time.perf_counter() - began
            tell(f"drawn after {seconds:.1f} s")
        assert eventually(lambda: not processes_under(folder), STOP_SECONDS), processes_under(folder)
    return seconds


@contextmanager
def _make_run(clone: Path, folder: Path) -> Iterator[str]:
    """`make run` until the app answers; its address."""
    (port,) = free_ports(1)
    log, temporary = folder / "log.txt", folder / "temporary"
    temporary.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_A_NEWCOMERS}
    environment |= {"PIP_NO_CACHE_DIR": "1", "TMPDIR": str(temporary)}
    with log.open("w") as output:
        make = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"http://localhost:{port}"
            assert eventually(lambda: make.poll() is not None or served.answers(f"{url}/healthz"), LONGEST)
            assert make.poll() is None, f"`make run` ended:\n{log.read_text()}"
            yield url
        finally:
            os.killpg(make.pid, signal.SIGTERM)
            make.wait(STOP_SECONDS)
