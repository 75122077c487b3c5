"""Waiting for tasks ends, also when one of them never comes."""

from collections.abc import Iterator
from typing import cast

from celery import Celery

from demos.chronicle import Chronicle
from demos.crew import Crew
from demos.events import Event, What
from demos.stories.celery_redis_tasks.story import watch
from tests.unit.demos.telling import events, told


class Ticking:
    """A crew of which only the clock is heard, once a second, for ever."""

    def __init__(self) -> None:
        self.heard = 0

    def follow(self) -> Iterator[Event]:
        """Give one tick after the other."""
        ticks = (told(What.TICK, "beat", f"tick-{number}", queue="tasks") for number in range(1000))
        for tick in events(ticks, seconds_apart=1.0):
            self.heard += 1
            yield tick


def test_a_task_that_never_comes_is_not_waited_for_for_ever() -> None:
    crew = Ticking()

    with Celery(set_as_current=False) as app:
        watch(app, cast(Crew, crew), {"order-0001": "some-id"}, Chronicle().tell)

    assert 10 < crew.heard < 20


def test_the_clock_is_waited_for_when_all_tasks_are_done() -> None:
    crew = Ticking()

    with Celery(set_as_current=False) as app:
        watch(app, cast(Crew, crew), {}, Chronicle().tell)

    assert crew.heard == 3
