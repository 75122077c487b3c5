"""Judges every bomb in a process of its own and prints what it took: [name, CPU seconds, bytes], a line each.

The first line is a measure of this machine: the CPU seconds that the shipped rulebook takes as one text.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from time import process_time

from rules import RulebookError, read_rulebook, shipped_rulebook, write_rulebook
from tests.unit.rules.bombs.corpus import BOMBS

PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


def judged(content: str | bytes) -> float:
    """The CPU seconds that judging an upload takes."""
    begun = process_time()
    with suppress(RulebookError):
        read_rulebook(content)
    return process_time() - begun


def peak() -> int:
    """The most bytes that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT


def measured(content: str | bytes) -> tuple[float, int]:
    """CPU seconds and bytes above those of the parent, of a child that does nothing else."""
    receiving, sending = os.pipe()
    if not os.fork():
        before = peak()
        os.write(sending, json.dumps([judged(content), peak() - before]).encode())
        os._exit(0)
    os.close(sending)
    with open(receiving, "rb") as answer:  # noqa: PTH123 # a pipe has no path
        seconds, size = json.loads(answer.read())
    os.wait()
    return seconds, size


if __name__ == "__main__":
    shipped = write_rulebook(shipped_rulebook())
    judged(shipped)
    print(json.dumps(["shipped", *measured(shipped)]))  # noqa: T201
    for name, content, _ in BOMBS:
        print(json.dumps([name, *measured(content)]), flush=True)  # noqa: T201
