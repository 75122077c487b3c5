"""The claim about delays in one queue can be refuted."""

import pytest

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "rabbitmq-ttl-head"
SHARED = ("wait-classic", "wait-quorum")


def put_off(queue: str, delay: int, second: float, out: float) -> list[Moment]:
    """An order that is sent at that second and comes out at another."""
    message = f"{queue}-{delay}"
    return [
        (second, told(What.SENT, "shop", message, queue="due", waits=queue, delay=delay)),
        (second + 0.01, told(What.CONFIRMED, queue, message)),
        (out, told(What.DELIVERED, "desk", message, queue="due", redelivered=0)),
        (out, told(What.EXECUTED, "desk", message, queue="due", attempt=1, waited=queue, reason="expired")),
    ]


def story(*, behind: float = 4.2, short: float = 0.9, long: float = 4.4) -> list[Moment]:
    """A long delay and a short one in each shared queue, and each in one of its own."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, behind=1, short=500, long=4000)),
        *(each for queue in SHARED for each in put_off(queue, 4000, 0.1, 4.1)),
        *(each for queue in SHARED for each in put_off(queue, 500, 0.2, behind)),
        *put_off("wait-long", 4000, 0.3, long),
        *put_off("wait-short", 500, 0.3, short),
        (9.0, told(What.CLOSED, "due", waiting=0)),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_short_delay_that_overtakes_the_long_one_refutes_it() -> None:
    assert failed(judged_at(ID, story(behind=0.8))) == {"head"}


@pytest.mark.parametrize("short", [0.7, 4.5])
def test_a_queue_of_its_own_that_is_early_or_late_refutes_it(short: float) -> None:
    assert failed(judged_at(ID, story(short=short))) == {"own"}


def test_an_order_that_waited_elsewhere_refutes_it() -> None:
    wrong = [
        (at, (what, stop, message, {**detail, "reason": "rejected"} if "reason" in detail else detail))
        for at, (what, stop, message, detail) in story()
    ]

    assert failed(judged_at(ID, wrong)) == {"expired"}


def test_it_is_void_when_nothing_is_behind_a_long_delay() -> None:
    alone = [each for each in story() if each[1][2] != "wait-quorum-500"]

    assert judged_at(ID, alone).verdict is Verdict.VOID


def test_an_order_that_never_comes_out_refutes_it() -> None:
    kept = [each for each in story() if each[1][2] != "wait-short-500" or each[0] < 0.5]

    assert {"own", "expired", "executed", "lost"} <= failed(judged_at(ID, kept))
