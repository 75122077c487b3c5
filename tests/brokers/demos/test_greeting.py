"""A worker that is asked for an answer before it listens is asked again."""

import pytest

from backends.warm import Warm
from demos.catalogue import defaults, demo
from demos.crew import Crew
from demos.events import Event, What
from demos.run import Status
from tests.brokers.demos.watching import watched

DEMO = "crash-redis-rabbitmq"


def test_workers_that_do_not_listen_yet_when_they_are_greeted_are_not_given_up(
    contained: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for = Crew.wait_for

    def impatiently(members: Crew, what: What, stop: str, *, after: int = 0) -> Event:
        if what is What.JOINED:
            return Event(seq=0, at=0.0, what=what, stop=stop)
        return wait_for(members, what, stop, after=after)

    monkeypatch.setattr(Crew, "wait_for", impatiently)
    run = watched(DEMO, contained.space, defaults(demo(DEMO))).run

    run.live()

    shot = run.snapshot()
    assert shot.status is Status.SHOWN, (shot.problem, shot.judgement)
