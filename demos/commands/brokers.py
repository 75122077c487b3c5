"""The brokers at hand for a command, and a run on them that Ctrl-C ends cleanly."""

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from backends.choose import configured
from backends.warm import Warm
from demos.run import Run

NAMES = ("given", "containers", "local", "embedded")


def option(parser: argparse.ArgumentParser) -> None:
    """Let one backend be asked for."""
    parser.add_argument("--backend", choices=NAMES, help="ask only this one for brokers; without, as the app does")


@contextmanager
def brokers(only: str | None) -> Iterator[Warm]:
    """Give brokers that are opened when they are needed, and close them on leaving."""
    with Warm([each for each in configured() if only in (None, each.name)]) as warm:
        yield warm


def perform(run: Run) -> None:
    """Perform `run`; Ctrl-C cancels it, waits until it is put away, and goes on its way."""
    put_away = threading.Event()

    def live() -> None:
        run.live()
        put_away.set()

    # In a thread of its own, so that Ctrl-C cannot hit the demo in the middle of a line.
    threading.Thread(target=live, name="run").start()
    try:
        put_away.wait()
    except KeyboardInterrupt:
        run.cancel()
        put_away.wait()
        raise
