"""The claim about the visibility timeout can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "redis-eta-repeats"


def order(message: str, queue: str, *begun: float, work: float = 0.1, due: float = 0.0) -> list[Moment]:
    """One order from its placing, and its executions."""
    return [
        (0.1, told(What.SENT, "shop", message, queue=queue, due=due)),
        (0.1, told(What.ACCEPTED, queue, message)),
        *((at, told(What.STARTED, "worker-1", message, queue=queue, attempt=1, pid=2)) for at in begun),
        *((at + work, told(What.EXECUTED, "worker-1", message, queue=queue, attempt=1)) for at in begun),
    ]


def story(
    *,
    later: tuple[float, ...] = (5.1, 5.2),
    slow: tuple[float, ...] = (0.2, 2.8),
    quick: tuple[float, ...] = (0.2,),
    seconds: int = 5,
) -> list[Moment]:
    """One order of each kind, and when it was begun."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, seconds=seconds)),
        *order("order-1", "later", *later, due=5.0),
        *order("order-2", "slow", *slow, work=5.0),
        *order("order-3", "quick", *quick),
        *((20.0, told(What.CLOSED, queue, waiting=0)) for queue in ("later", "slow", "quick")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_beyond_the_timeout_that_runs_once_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(later=(5.1,)))) == {"repeated"}
    assert failed(judged_at(ID, story(slow=(0.2,)))) == {"repeated", "parallel"}


def test_a_slow_order_that_is_only_tried_after_the_first_had_finished_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(slow=(0.2, 6.0)))) == {"parallel"}


def test_a_quick_order_that_runs_twice_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(quick=(0.2, 2.5)))) == {"once"}


def test_an_order_that_is_begun_early_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(later=(4.0, 5.2)))) == {"early"}


def test_the_claim_is_void_when_nothing_takes_longer_than_the_timeout() -> None:
    assert judged_at(ID, story(seconds=2)).verdict is Verdict.VOID
