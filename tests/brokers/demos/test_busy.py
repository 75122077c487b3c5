"""A machine so busy that a kill comes late: the fault still happens in the middle of the work, or the run is void."""

from threading import Event as Signal

import pytest

from backends.warm import Warm
from demos.crew import Crew
from demos.run import Status
from tests.brokers.demos.watching import watched

LATE_SECONDS = 3.0
WAIT_FOR_THE_EVENT = {"celery-late-ack-duplicates": {"orders": 4}}
"""Demos whose work goes on until the kill has come, however long that takes."""


@pytest.mark.parametrize("id_", WAIT_FOR_THE_EVENT)
def test_a_kill_that_comes_late_comes_in_the_middle_of_the_work(
    id_: str, contained: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill = Crew.kill

    def late(members: Crew, name: str) -> None:
        Signal().wait(LATE_SECONDS)
        kill(members, name)

    monkeypatch.setattr(Crew, "kill", late)
    run = watched(id_, contained.space, WAIT_FOR_THE_EVENT[id_]).run

    run.live()

    shot = run.snapshot()
    assert shot.status is Status.SHOWN, (shot.problem, shot.judgement)
