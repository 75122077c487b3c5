"""An answer within a time, from code that may hang."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, ask: Callable[[], T], *, otherwise: Callable[[], T]) -> T:
    """Give what `ask` gives, or what `otherwise` gives if that takes more than `seconds`.

    A question that hangs is left behind in a daemon thread, so it must not own anything. What `ask` raises
    is raised here.
    """
    outcome: Future[T] = Future()
    threading.Thread(target=_answer, args=(ask, outcome), daemon=True, name="within").start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError:
        if outcome.done():
            raise
        return otherwise()


def _answer(ask: Callable[[], T], outcome: Future[T]) -> None:
    try:
        outcome.set_result(ask())
    except Exception as problem:  # noqa: BLE001 - it is raised again in the thread that asked
        outcome.set_exception(problem)
