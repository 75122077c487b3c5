"""What would refute the claim about a restarted broker, or leave it open."""

from demos.catalogue import demo
from demos.demo import Verdict
from demos.events import What
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

RESTARTED = told(What.RESTARTED, "rabbitmq")


def cooked(order: str, *, redelivered: int = 0) -> list[Told]:
    """One order from its delivery to its end."""
    return [
        told(What.DELIVERED, "worker", order, queue="orders", redelivered=redelivered),
        told(What.STARTED, "worker", order, queue="orders", attempt=1, pid=3),
        told(What.EXECUTED, "worker", order, queue="orders", attempt=1),
    ]


def story() -> list[Told]:
    """Two orders; the first is in work at the restart and is cooked again."""
    sent = [
        each
        for order in ("order-0001", "order-0002")
        for each in (told(What.SENT, "shop", order, queue="orders"), told(What.CONFIRMED, "rabbitmq", order))
    ]
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2),
        *sent,
        told(What.JOINED, "worker", pid=2),
        *cooked("order-0001"),
        RESTARTED,
        *cooked("order-0001", redelivered=1),
        *cooked("order-0002"),
        told(What.CLOSED, "orders", waiting=0),
    ]


def judged(story_: list[Told]) -> tuple[Verdict, set[str]]:
    """The verdict, and the ids of the checks that do not hold."""
    told_ = events(story_)
    judgement = demo("broker-restarted").judge(ledger(told_), told_)
    return judgement.verdict, {check.id for check in judgement.checks if not check.holds}


def test_the_claim_is_shown() -> None:
    assert judged(story()) == (Verdict.SHOWN, set())


def test_a_lost_order_refutes_it() -> None:
    assert judged(without(story(), *cooked("order-0002"))) == (Verdict.REFUTED, {"executed", "lost"})


def test_a_second_worker_refutes_it() -> None:
    assert judged([*story(), told(What.JOINED, "worker", pid=4)]) == (Verdict.REFUTED, {"same-worker"})


def test_orders_that_were_not_in_work_and_are_cooked_twice_refute_it() -> None:
    assert judged([*story(), *cooked("order-0002", redelivered=1)]) == (Verdict.REFUTED, {"twice"})


def test_a_broker_that_was_not_restarted_leaves_it_open() -> None:
    assert judged(without(story(), RESTARTED))[0] is Verdict.VOID


def test_a_restart_after_the_last_order_leaves_it_open() -> None:
    assert judged([*without(story(), RESTARTED), RESTARTED])[0] is Verdict.VOID
