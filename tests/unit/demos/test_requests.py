"""What a visitor asks of a run while it is on: taken once, one at a time, and refused when it cannot be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Event as Signal

import pytest

from backends.contract import Ability
from demos.catalogue import defaults, demo
from demos.demo import Fault, Stage
from demos.errors import NoSuchFault, NotNow
from demos.events import Event, What
from demos.requests import NOTHING_ON_OFFER, Offer
from demos.run import Run
from tests.leftovers import eventually
from tests.unit.demos.fakes import demo_that, no_broker
from tests.unit.demos.test_run import living

KILL = Fault(id="worker-killed", says="Kill a worker", at="cook-1")
FREEZE = Fault(id="broker-frozen", says="Freeze the broker", at="exchange", able=Ability.PAUSE)


class Story:
    """Takes requests until `over` is set, and is in the middle of each until `go_on` is set."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.over, self.go_on = Signal(), Signal()

    def __call__(self, stage: Stage) -> None:
        def until(event: Event) -> bool:
            return event.what is What.CALMED

        for fault in stage.requests(stage.follow(lambda: self._look(stage)), until=until):
            self.go_on.wait(10)
            self.done.append(fault)

    def _look(self, stage: Stage) -> None:
        if self.over.is_set():
            stage.emit(What.CALMED)


@contextmanager
def on(story: Story, faults: Sequence[Fault] = (KILL, FREEZE)) -> Iterator[Run]:
    """A run of `story` that takes requests now."""
    what = replace(demo_that(story), faults=tuple(faults))
    run = Run(what, defaults(demo("rabbitmq-routing")), no_broker, seed=7)
    with living(run):
        assert eventually(lambda: run.snapshot().offer.possible != ())
        yield run
        story.go_on.set()


def test_a_fault_that_was_asked_for_reaches_the_story_and_is_told_at_the_stop_that_it_hits() -> None:
    story = Story()
    with on(story) as run:
        story.go_on.set()
        run.request("worker-killed")

        assert eventually(lambda: story.done == ["worker-killed"])
        asked = [event for event in run.snapshot().events if event.what is What.OBSERVED]
        assert [(event.stop, event.detail["name"], event.detail["value"]) for event in asked] == [
            ("cook-1", "asked", "worker-killed")
        ]


def test_pressing_twice_is_one_fault() -> None:
    story = Story()
    with on(story) as run:
        run.request("worker-killed")
        with pytest.raises(NotNow, match="still on"):
            run.request("worker-killed")
        assert run.snapshot().offer == Offer(on="worker-killed", beyond=("broker-frozen",))
        story.go_on.set()

        assert eventually(lambda: run.snapshot().offer.on is None)
        assert story.done == ["worker-killed"]


def test_the_next_fault_is_taken_when_the_last_one_is_over() -> None:
    story = Story()
    with on(story) as run:
        story.go_on.set()
        for _ in range(2):
            run.request("worker-killed")
            assert eventually(lambda: run.snapshot().offer.on is None)

        assert story.done == ["worker-killed"] * 2


def test_a_fault_that_nobody_wrote_is_refused_and_named_with_those_that_there_are() -> None:
    with on(Story()) as run, pytest.raises(NoSuchFault, match="worker-killed, broker-frozen"):
        run.request("<script>")


def test_a_broker_that_cannot_be_frozen_is_not_and_that_is_not_on_offer() -> None:
    with on(Story()) as run:
        assert run.snapshot().offer == Offer(possible=("worker-killed",), beyond=("broker-frozen",))
        with pytest.raises(NotNow, match="cannot be broken"):
            run.request("broker-frozen")


def test_a_fault_that_was_asked_for_at_the_last_moment_is_still_done() -> None:
    story = Story()
    with on(story) as run:
        run.request("worker-killed")
        story.over.set()
        story.go_on.set()

        assert eventually(lambda: run.status.ended)
    assert story.done == ["worker-killed"]


def test_a_run_that_is_over_or_has_not_begun_takes_no_fault() -> None:
    story = Story()
    waiting = Run(replace(demo_that(story), faults=(KILL,)), defaults(demo("rabbitmq-routing")), no_broker)
    with pytest.raises(NotNow, match="not begun"):
        waiting.request("worker-killed")
    with on(story) as run:
        story.over.set()
        assert eventually(lambda: run.status.ended)

        with pytest.raises(NotNow, match="over"):
            run.request("worker-killed")
        assert run.snapshot().offer is NOTHING_ON_OFFER


def test_a_demo_without_faults_takes_none() -> None:
    run = Run(demo_that(Story()), defaults(demo("rabbitmq-routing")), no_broker)

    with pytest.raises(NoSuchFault, match="none"):
        run.request("worker-killed")


def test_a_run_can_be_cancelled_in_the_middle_of_waiting_for_requests() -> None:
    with on(Story()) as run:
        run.cancel()

        assert eventually(lambda: run.status.ended)
