"""Shows a person at a terminal that work goes on, once it has taken a second. Nobody else sees it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, takewhile
from threading import Event, Thread
from time import monotonic

FIRST = 1.0
"""Seconds before anything is shown."""
EVERY = 0.1
WIDTH, BLOCK = 24, 6


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A bar that moves on the standard error for as long as the block runs, and then is wiped away."""
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    thread = Thread(target=_move, args=(what, done), name="waiting", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _move(what: str, done: Event) -> None:
    began = monotonic()
    line = ""
    if done.wait(FIRST):
        return
    for step in takewhile(lambda _: not done.wait(EVERY), count()):
        line = f"[{_bar(step)}] {what}, {monotonic() - began:.0f} s"
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()
    sys.stderr.write(f"\r{' ' * len(line)}\r")
    sys.stderr.flush()


def _bar(step: int) -> str:
    """A block that walks to and fro."""
    way = WIDTH - BLOCK
    place = abs((step + way) % (2 * way) - way)
    return " " * place + "=" * BLOCK + " " * (way - place)
