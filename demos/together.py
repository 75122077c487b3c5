"""Several parts of a story at the same time, each in a thread of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event as Signal
from typing import Any

from demos.demo import Stage
from demos.errors import Cancelled
from demos.events import Event

Part = Callable[[Stage], None]


class _Done(Exception):
    """All parts have come to their end."""


def together(stage: Stage, *parts: Part) -> None:
    """Perform `parts` at the same time; return when all have come to their end, or raise what one of them raised.

    When the run ends before, each part ends at the next event that it tells or waits for.
    """
    over = Signal()
    own = _until(over, stage)
    with ThreadPoolExecutor(len(parts), thread_name_prefix="part") as threads:
        ends = [threads.submit(part, own) for part in parts]
        try:
            with suppress(_Done):
                for _ in stage.follow(lambda: _look(ends)):
                    pass
        finally:
            over.set()


def _look(ends: Sequence["Future[None]"]) -> None:
    for end in ends:
        if end.done():
            end.result()
    if all(end.done() for end in ends):
        raise _Done


def _until(over: Signal, stage: Stage) -> Stage:
    """Give a stage that goes on until it is `over`."""

    def go_on() -> None:
        if over.is_set():
            raise Cancelled

    def emit(*told: Any, **detail: Any) -> int:
        go_on()
        return stage.emit(*told, **detail)

    def follow(guard: Callable[[], None] = go_on, /) -> Iterator[Event]:
        def look() -> None:
            go_on()
            guard()

        return stage.follow(look)

    return replace(stage, emit=emit, follow=follow)
