"""Several parts of a story at the same time, each in a thread of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event as Signal
from typing import Any

from demos.demo import Stage
from demos.errors import Cancelled

Part = Callable[[Stage], None]


class _Done(Exception):
    """All parts have come to their end."""


def together(stage: Stage, *parts: Part) -> None:
    """Perform `parts` at the same time; return when all have come to their end, or raise what one of them raised.

    When the run ends before, each part ends at the next event that it tells.
    """
    over = Signal()

    def emit(*told: Any, **detail: Any) -> int:
        if over.is_set():
            raise Cancelled
        return stage.emit(*told, **detail)

    with ThreadPoolExecutor(len(parts), thread_name_prefix="part") as threads:
        ends = [threads.submit(part, replace(stage, emit=emit)) for part in parts]

        def look() -> None:
            for end in ends:
                if end.done():
                    end.result()
            if all(end.done() for end in ends):
                raise _Done

        try:
            with suppress(_Done):
                for _ in stage.follow(look):
                    pass
        finally:
            over.set()
