"""What would refute the claim about an alarmed broker, or leave it open."""

from demos.catalogue import demo
from demos.demo import Verdict
from demos.events import What
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

REFUSED = told(What.REFUSED, "shop", "order-0002", reason="blocked for 2 s")
ALARMED, CALMED = told(What.ALARMED, "rabbitmq"), told(What.CALMED, "rabbitmq")


def sent(order: str) -> Told:
    """One order on its way."""
    return told(What.SENT, "shop", order, queues="orders", routing_key="orders")


def confirmed(order: str) -> Told:
    """The broker has it."""
    return told(What.CONFIRMED, "rabbitmq", order)


def cooked(order: str) -> list[Told]:
    """The cook has it, and is done."""
    return [
        told(What.DELIVERED, "cook", order, queue="orders", redelivered=0),
        told(What.STARTED, "cook", order, queue="orders", attempt=1, pid=3),
        told(What.EXECUTED, "cook", order, queue="orders", attempt=1),
    ]


def story() -> list[Told]:
    """One order before the alarm, cooked during it; a second one is refused and sent again after it."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2),
        *(sent("order-0001"), confirmed("order-0001"), ALARMED),
        *(sent("order-0002"), REFUSED),
        *cooked("order-0001"),
        *(CALMED, sent("order-0002"), confirmed("order-0002")),
        *cooked("order-0002"),
        told(What.CLOSED, "orders", waiting=0),
    ]


def judged(story_: list[Told], *, seconds_apart: float = 0.1) -> tuple[Verdict, set[str]]:
    """The verdict, and the ids of the checks that do not hold."""
    told_ = events(story_, seconds_apart=seconds_apart)
    judgement = demo("broker-alarm").judge(ledger(told_), told_)
    return judgement.verdict, {check.id for check in judgement.checks if not check.holds}


def test_the_claim_is_shown() -> None:
    assert judged(story()) == (Verdict.SHOWN, set())


def test_an_order_that_comes_twice_because_it_was_sent_twice_is_counted() -> None:
    assert judged([*story(), *cooked("order-0002")]) == (Verdict.SHOWN, set())


def test_an_order_that_comes_twice_for_no_reason_refutes_it() -> None:
    assert judged([*story(), *cooked("order-0002"), *cooked("order-0001")]) == (Verdict.REFUTED, {"twice"})


def test_a_publisher_that_is_not_told_refutes_it() -> None:
    assert {"refused", "waited"} == judged(without(story(), REFUSED))[1]


def test_a_publisher_that_hangs_refutes_it() -> None:
    assert judged(story(), seconds_apart=20) == (Verdict.REFUTED, {"waited"})


def test_a_cook_that_is_blocked_as_well_refutes_it() -> None:
    late = [*without(story(), *cooked("order-0001")), *cooked("order-0001")]

    assert judged(late) == (Verdict.REFUTED, {"cooked"})


def test_an_order_that_is_never_cooked_refutes_it() -> None:
    assert judged(without(story(), *cooked("order-0002"))) == (Verdict.REFUTED, {"executed"})


def test_no_alarm_leaves_it_open() -> None:
    assert judged(without(story(), ALARMED))[0] is Verdict.VOID
