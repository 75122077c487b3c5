"""Every demo of the catalogue, once: it shows its claim, keeps its books, and leaves evidence and nothing else."""

import pytest

from backends.warm import Warm
from demos.catalogue import catalogue
from demos.demo import Demo
from demos.run import Run, Status
from tests import needs
from tests.brokers.demos.watching import contents, doubts

ELSEWHERE = ("lab-",)
DEMOS = [each for each in catalogue() if not each.leads and not each.id.startswith(ELSEWHERE)]
EVERY_DEMO = pytest.mark.parametrize("each", DEMOS, ids=lambda each: each.id)
"""Those that lead an option are looked at more closely, in `test_shown`, and labs in `test_labs`."""


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
    assert doubts(run) == []
    assert [contents(endpoint) for endpoint in shared] == before
