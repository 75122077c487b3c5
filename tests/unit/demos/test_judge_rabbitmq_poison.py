"""The claim about a poison message can be refuted."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-poison"
DEAD = told(What.DEAD_LETTERED, "dead", "order-0001", queue="limited", reason="delivery_limit")


def published(message: str) -> list[Told]:
    return [
        told(What.SENT, "shop", message, queues="limited endless", routing_key=""),
        told(What.CONFIRMED, "exchange", message),
    ]


def crash(who: str, queue: str, *, redelivered: int) -> list[Told]:
    """One delivery of the broken order."""
    return [
        told(What.DELIVERED, who, "order-0001", queue=queue, redelivered=redelivered),
        told(What.STARTED, who, "order-0001", queue=queue, attempt=1, pid=2),
        told(What.OBSERVED, who, name="crashed", value="exit status 1"),
    ]


def cooked(message: str, *, redelivered: int = 0) -> list[Told]:
    return [
        told(What.DELIVERED, "cook", message, queue="limited", redelivered=redelivered),
        told(What.STARTED, "cook", message, queue="limited", attempt=1, pid=2),
        told(What.EXECUTED, "cook", message, queue="limited", attempt=1),
    ]


def story(*, deliveries: int = 2, rounds: int = 6) -> list[Told]:
    """Two orders, the first of which is broken."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2, deliveries=2),
        told(What.OBSERVED, "shop", "order-0001", name="poison", value="its last character is missing"),
        *published("order-0001"),
        *published("order-0002"),
        *(each for n in range(deliveries) for each in crash("cook", "limited", redelivered=int(n > 0))),
        *cooked("order-0002"),
        *(each for n in range(rounds) for each in crash("baker", "endless", redelivered=int(n > 0))),
        DEAD,
        told(What.CLOSED, "limited", waiting=0),
        told(What.CLOSED, "endless", waiting=2),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_it_is_void_when_nobody_crashed() -> None:
    crashed = told(What.OBSERVED, "cook", name="crashed", value="exit status 1")

    assert judged(ID, without(story(), crashed)).verdict is Verdict.VOID


def test_a_delivery_too_many_refutes_it() -> None:
    assert failed(judged(ID, story(deliveries=3))) == {"crashes", "deliveries"}


def test_an_order_that_is_not_set_aside_refutes_it() -> None:
    assert {"dead", "lost"} <= failed(judged(ID, without(story(), DEAD)))


def test_another_reason_refutes_it() -> None:
    rejected = told(What.DEAD_LETTERED, "dead", "order-0001", queue="limited", reason="rejected")

    assert failed(judged(ID, [*without(story(), DEAD), rejected])) == {"reason"}


def test_another_order_that_suffers_refutes_it() -> None:
    story_ = [*without(story(), *cooked("order-0002")), *cooked("order-0002", redelivered=1)]

    assert failed(judged(ID, story_)) == {"unharmed"}


def test_a_classic_queue_that_hands_it_out_less_often_refutes_it() -> None:
    assert failed(judged(ID, story(rounds=5))) == {"rounds"}


def test_a_classic_queue_that_drops_it_refutes_it() -> None:
    empty = [told(What.CLOSED, "endless", waiting=0) if each[1] == "endless" else each for each in story()]

    assert failed(judged(ID, empty)) == {"still", "lost"}
