"""The control that has to lose: where it does not, it is refuted."""

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told

ID = "rabbitmq-auto-ack"
QUEUES = ("careless", "careful")


def step(what: What, consumer: str, order: str, **more: int) -> Told:
    return told(what, consumer, order, queue=consumer.partition("-")[0], **more)


def killed(queue: str) -> list[Told]:
    """The second of three orders is in work when the consumer is killed."""
    name = f"{queue}-1"
    return [
        step(What.STARTED, name, "order-1", attempt=1),
        step(What.EXECUTED, name, "order-1", attempt=1),
        step(What.STARTED, name, "order-2", attempt=1),
        told(What.KILLED, name),
    ]


def back(order: str, queue: str = "careful") -> list[Told]:
    name = f"{queue}-2"
    return [step(What.DELIVERED, name, order, redelivered=1), step(What.EXECUTED, name, order, attempt=1)]


def story(*after: Told, kill: bool = True) -> Judgement:
    """The judgement of three orders in both queues, of two kills, and of what happens `after` them."""
    placed = [f"order-{number}" for number in (1, 2, 3)]
    happened = [
        *(told(What.SENT, "shop", order, queues="careless careful") for order in placed),
        *(told(What.CONFIRMED, "exchange", order) for order in placed),
        *killed("careless"),
        *killed("careful"),
        *after,
        *(told(What.CLOSED, queue, waiting=0) for queue in QUEUES),
    ]
    return judged(ID, (each for each in happened if kill or each[0] is not What.KILLED))


def test_it_is_shown_when_only_the_careless_consumer_loses() -> None:
    judgement = story(*back("order-2"), *back("order-3"))

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_careless_consumer_that_loses_nothing_refutes_it() -> None:
    saved = (each for order in ("order-2", "order-3") for queue in QUEUES for each in back(order, queue))

    assert failed(story(*saved)) == {"lost-careless", "lost-cut"}


def test_a_careful_consumer_that_loses_an_order_refutes_it() -> None:
    assert failed(story(*back("order-2"))) == {"lost-careful", "executed-careful"}


def test_an_order_that_is_done_twice_refutes_it() -> None:
    assert failed(story(*back("order-2"), *back("order-3"), *back("order-3"))) == {"executed-careful"}


def test_it_is_void_when_nobody_was_killed() -> None:
    assert story(*back("order-2"), *back("order-3"), kill=False).verdict is Verdict.VOID
