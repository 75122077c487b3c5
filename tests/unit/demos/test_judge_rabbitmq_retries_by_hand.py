"""The claim about retries by hand can be refuted, and its lines are counted in the files."""

from typing import Any

import pytest
from celery.signals import task_prerun

from demos.demo import Verdict
from demos.events import What
from demos.stories.rabbitmq_retries_by_hand import by_hand
from demos.stories.rabbitmq_retries_by_hand.lines import lines_of
from demos.stories.rabbitmq_retries_by_hand.with_celery import invoice
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "rabbitmq-retries-by-hand"
PLACES = {"orders": ("cashier", "parked", "expired", 1.0), "limited": ("till", "dead", "delivery_limit", 0.01)}
HAND = ("cashier", "by hand")


def attempt(queue: str, number: int, second: float) -> list[Moment]:
    """One attempt that fails, in the queue's own time."""
    who = PLACES[queue][0]
    return [
        (second, told(What.STARTED, who, "order-0001", queue=queue, attempt=number, pid=2)),
        (second + 0.001, told(What.FAILED, who, "order-0001", queue=queue, attempt=number)),
    ]


def given_up(queue: str) -> list[Moment]:
    """Four attempts at the same order, and what became of it."""
    _, place, reason, apart = PLACES[queue]
    tried = [each for number in range(1, 5) for each in attempt(queue, number, 1 + (number - 1) * (apart + 0.01))]
    return [*tried, (6.0, told(What.DEAD_LETTERED, place, "order-0001", queue=queue, reason=reason))]


def lines(who: str, name: str, number: int) -> Moment:
    return 8.0, told(What.MEASURED, who, name=name, value=number, unit="lines")


def story() -> list[Moment]:
    """One order, given up in both queues."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, orders=1, hopeless=1, delay=1000)),
        (0.1, told(What.SENT, "shop", "order-0001", queues="orders limited", routing_key="")),
        (0.2, told(What.CONFIRMED, "exchange", "order-0001")),
        *given_up("orders"),
        *given_up("limited"),
        *((7.0, told(What.CLOSED, queue, waiting=0)) for queue in PLACES),
        lines(*HAND, 20),
        lines("till", "by limit", 11),
        lines("shop", "with celery", 1),
    ]


def spoilt(before: Moment, after: Moment) -> list[Moment]:
    """The story with one moment in another's place."""
    assert before in story()
    return [after if each == before else each for each in story()]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_it_is_void_when_nothing_failed() -> None:
    assert judged_at(ID, (each for each in story() if each[1][0] is not What.FAILED)).verdict is Verdict.VOID


def test_an_order_that_comes_back_too_early_refutes_it() -> None:
    second = attempt("orders", 2, 2.01)[0]

    assert failed(judged_at(ID, spoilt(second, (1.9, second[1])))) == {"delay"}


@pytest.mark.parametrize("queue", ["orders", "limited"])
def test_an_attempt_too_few_refutes_it(queue: str) -> None:
    last = [each for each in story() if each[1][3].get("attempt") == 4 and each[1][3].get("queue") == queue]

    assert "attempts" in failed(judged_at(ID, (each for each in story() if each not in last)))


def test_an_order_that_the_limit_did_not_set_aside_refutes_it() -> None:
    moment = (6.0, told(What.DEAD_LETTERED, "dead", "order-0001", queue="limited", reason="delivery_limit"))
    other = (6.0, told(What.DEAD_LETTERED, "dead", "order-0001", queue="limited", reason="rejected"))

    assert failed(judged_at(ID, spoilt(moment, other))) == {"limit"}


def test_an_order_that_is_nowhere_refutes_it() -> None:
    parked = (6.0, told(What.DEAD_LETTERED, "parked", "order-0001", queue="orders", reason="expired"))

    assert {"lost", "ended", "given-up"} <= failed(judged_at(ID, (each for each in story() if each != parked)))


def test_few_lines_by_hand_refute_it() -> None:
    assert failed(judged_at(ID, spoilt(lines(*HAND, 20), lines(*HAND, 9)))) == {"lines"}


def test_lines_are_counted_without_docstrings_comments_and_imports() -> None:
    assert lines_of("with_celery.py") == 4
    assert lines_of("with_celery.py", naming="retry") == 1


def test_the_line_of_celery_makes_as_many_attempts_as_the_code_by_hand() -> None:
    attempts: list[int] = []

    def begun(task: Any, **_: Any) -> None:
        attempts.append(task.request.retries + 1)

    task_prerun.connect(begun)
    state = invoice.apply(("order-0001",)).state
    task_prerun.disconnect(begun)

    assert (state, attempts) == ("FAILURE", list(range(1, by_hand.ATTEMPTS + 1)))
