"""A worker does every step of six orders, and the bill that fails twice is tried again.

    pytest test_shop.py

The broker is up, and the addresses of `.env` are in the environment.
"""

import json
import queue
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO, Any

HERE = Path(__file__).resolve().parent
PROGRAMS = dict(line.split(": ", 1) for line in (HERE / "Procfile").read_text(encoding="utf-8").splitlines())
STEPS = {f"order-{number:04}.{step}" for number in range(1, 7) for step in ("cook", "bill", "deliver")}
SECONDS = 90.0


def command(name: str) -> list[str]:
    """The command of a program in the Procfile, with the Python that runs this test."""
    program, *arguments = shlex.split(PROGRAMS[name])
    return [sys.executable, *([] if program == "python" else ["-m", program]), *arguments]


@contextmanager
def running(name: str) -> Iterator[IO[str]]:
    """Run a program in the background; give its standard output, and end it on leaving."""
    process = subprocess.Popen(command(name), cwd=HERE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def told(output: IO[str]) -> Iterator[dict[str, Any]]:
    """What a program tells, line by line; queue.Empty if it tells nothing for too long."""
    lines: queue.Queue[str] = queue.Queue()
    Thread(target=hand_over, args=(output, lines), daemon=True).start()
    while True:
        line = lines.get(timeout=SECONDS)
        if line.startswith("{"):
            yield json.loads(line)


def hand_over(output: IO[str], lines: "queue.Queue[str]") -> None:
    """Read in a thread of its own, so that waiting can have a deadline."""
    for line in output:
        lines.put(line)


def test_every_step_is_done_and_what_fails_is_tried_again() -> None:
    done, failed = set[str](), Counter[str]()

    with running("worker") as output:
        subprocess.run(command("place"), cwd=HERE, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
        for event in told(output):
            if event["what"] == "executed":
                done.add(event["message"])
            if event["what"] == "failed":
                failed[event["message"]] += 1
            if done >= STEPS:
                break

    assert failed == {"order-0002.bill": 2}
