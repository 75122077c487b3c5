"""Every demo of the catalogue, once: it shows its claim, keeps its books, and leaves evidence and nothing else."""

import pytest

from backends.warm import Warm
from demos.catalogue import catalogue
from demos.demo import Demo
from demos.events import What
from demos.evidence_file import read, written
from demos.run import Run, Status
from demos.second_opinion import second_opinion
from demos.tally import Tally
from tests import needs
from tests.brokers.demos.watching import contents

EVERY_DEMO = pytest.mark.parametrize("each", [each for each in catalogue() if not each.leads], ids=lambda each: each.id)
"""Those that lead an option are looked at more closely, in `test_shown`."""


@EVERY_DEMO
def test_a_demo_shows_its_claim_with_books_that_balance_at_every_step(each: Demo, contained: Warm) -> None:
    needs.of_demo(each)
    shared = [contained.endpoint(need.broker) for need in each.needs.values() if need.setup is None]
    before = [contents(endpoint) for endpoint in shared]
    run = Run(each, {parameter.id: parameter.default for parameter in each.parameters}, contained.space)

    run.live()

    shot = run.snapshot()
    failed = [check for check in shot.judgement.checks if not check.holds] if shot.judgement else []
    assert shot.status is Status.SHOWN, (shot.problem, failed, shot.seed)
    assert {event.stop for event in shot.events if event.what not in _WHOLE} <= {stop.id for stop in shot.route.stops}
    assert _first_imbalance(shot.events) is None
    opinion = second_opinion(read(written(run.evidence()).encode()))
    assert (opinion.differences, opinion.valid) == ((), True)
    assert [contents(endpoint) for endpoint in shared] == before


_WHOLE = (What.PLANNED, What.STAGE)


def _first_imbalance(events: tuple[object, ...]) -> object:
    tally = Tally()
    for event in events:
        tally.add(event)  # type: ignore[arg-type]
        if not tally.ledger().balanced:
            return event
    return None
