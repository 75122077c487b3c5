"""Parts of a story that are performed at the same time end together, however they end."""

from collections.abc import Callable
from threading import Barrier, Thread
from threading import Event as Signal

import pytest

from backends import leash
from demos.chronicle import Chronicle
from demos.demo import Stage
from demos.errors import Cancelled
from demos.events import What
from demos.following import Following
from demos.pulse import pulse
from demos.together import together
from tests.leftovers import eventually


def performed(*parts: Callable[[Stage], None], cancelled: Signal | None = None) -> tuple[What, ...]:
    """What `parts` told."""
    chronicle = Chronicle()
    with leash.private_folder() as folder, pulse({}) as heart:
        follow = Following(chronicle, cancelled or Signal(), heart, deadline=30)
        stage = Stage(spaces={}, parameters={}, seed=1, emit=chronicle.tell, follow=follow, folder=folder)
        together(stage, *parts)
    return tuple(event.what for event in chronicle.after(0, 0))


def for_ever(stage: Stage) -> None:
    """A part that only ends when it may tell nothing any more."""
    while True:
        stage.emit(What.TICK, "clock", "tick", queue="x")
        Signal().wait(0.001)


def test_all_parts_are_performed_at_the_same_time() -> None:
    meeting = Barrier(3, timeout=10)

    def part(stage: Stage) -> None:
        meeting.wait()
        stage.emit(What.JOINED, "cook")

    assert performed(part, part, part) == (What.JOINED,) * 3


def test_what_one_part_raises_is_raised_and_the_others_end() -> None:
    def fails(_: Stage) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        performed(for_ever, fails)


def test_a_part_hears_what_another_one_tells() -> None:
    def speaks(stage: Stage) -> None:
        stage.emit(What.JOINED, "cook")

    def listens(stage: Stage) -> None:
        if next(stage.follow()).what is What.JOINED:
            stage.emit(What.LEFT, "cook")

    assert performed(listens, speaks) == (What.JOINED, What.LEFT)


def test_a_cancelled_run_ends_every_part() -> None:
    cancelled, ended = Signal(), Signal()

    def waits(stage: Stage) -> None:
        for _ in stage.follow():
            pass

    def run() -> None:
        with pytest.raises(Cancelled):
            performed(for_ever, waits, cancelled=cancelled)
        ended.set()

    thread = Thread(target=run)
    thread.start()
    cancelled.set()

    assert eventually(ended.is_set)
    thread.join(10)
