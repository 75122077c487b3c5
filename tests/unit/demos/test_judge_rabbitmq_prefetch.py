"""The claim about who is handed how many orders can be refuted."""

import pytest

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told

ID = "rabbitmq-prefetch"
ORDERS = [f"order-{number}" for number in range(10)]


def comes(cook: str, before: int) -> list[Told]:
    return [told(What.MEASURED, cook, name="others before", value=before, unit="cooks"), told(What.JOINED, cook)]


def cooked(queue: str, slow: int) -> list[Told]:
    """The slow cook does so many of the orders, the fast one does the rest."""
    done = []
    for number, order in enumerate(ORDERS):
        cook = f"{queue}-{'slow' if number < slow else 'fast'}"
        done += [told(what, cook, order, queue=queue, attempt=1) for what in (What.STARTED, What.EXECUTED)]
    return done


def story(*, fair: int = 2, greedy: int = 10, second: int = 1) -> Judgement:
    """The judgement when the slow cooks do so many orders, and so many are there before the fast ones."""
    return judged(
        ID,
        [
            *(told(What.SENT, "shop", order, queues="fair greedy") for order in ORDERS),
            *(told(What.CONFIRMED, "exchange", order) for order in ORDERS),
            *(each for queue in ("fair", "greedy") for each in comes(f"{queue}-slow", 0)),
            *(each for queue in ("fair", "greedy") for each in comes(f"{queue}-fast", second)),
            *cooked("fair", fair),
            *cooked("greedy", greedy),
            *(told(What.CLOSED, queue, waiting=0) for queue in ("fair", "greedy")),
        ],
    )


@pytest.mark.parametrize("greedy", [10, 9])
def test_it_is_shown_when_only_the_limit_lets_the_fast_cook_work(greedy: int) -> None:
    assert (story(greedy=greedy).verdict, failed(story(greedy=greedy))) == (Verdict.SHOWN, set())


@pytest.mark.parametrize(("fair", "check"), [(5, "fair-fast"), (0, "fair-slow")])
def test_a_fast_cook_that_does_only_half_or_all_refutes_it(fair: int, check: str) -> None:
    assert failed(story(fair=fair)) == {check}


def test_orders_that_are_shared_without_a_limit_refute_it() -> None:
    assert failed(story(greedy=8)) == {"greedy-slow"}


def test_it_is_void_when_the_fast_cooks_came_first() -> None:
    assert story(second=0).verdict is Verdict.VOID
