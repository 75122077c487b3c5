"""The app, served as `make run` serves it: a process of its own on a free loopback port."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backends.ports import free_ports
from tests.leftovers import eventually

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 30


@contextmanager
def app(log: Path, *, script: str = "app.py", **environment: str) -> Iterator[str]:
    """Serve the app with these settings and give its address. What it prints is in `log`."""
    with process(log, script=script, **environment) as (_, url):
        yield url


@contextmanager
def process(
    log: Path, *, script: str = "app.py", **environment: str
) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """The same, and give the process, too, for those who want to kill it."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("w") as output:
        running = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            url = f"http://localhost:{port}"
            assert eventually(lambda: answers(f"{url}/healthz"), START_SECONDS), log.read_text()
            yield running, url
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(STOP_SECONDS)


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    with suppress(OSError):
        return fetch(url)[0] == 200
    return False


def fetch(url: str, seconds: float = 5) -> tuple[int, dict[str, str], str]:
    """Status, headers (names in lower case) and body of a GET."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:  # noqa: S310 # the app that we started
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, {k.lower(): v for k, v in refusal.headers.items()}, refusal.read().decode()
