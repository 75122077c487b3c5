"""The claim about priorities can be refuted."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-priorities"
ORDINARY, URGENT = [f"order-000{number}" for number in range(1, 5)], "order-0005"
SORTED = [*ORDINARY[:2], URGENT, *ORDINARY[2:]]
UNSORTED = [*ORDINARY, URGENT]


def published(message: str) -> list[Told]:
    return [
        told(What.OBSERVED, "shop", message, name="priority", value=int(message == URGENT)),
        told(What.SENT, "shop", message, queues="one many", routing_key=""),
        told(What.CONFIRMED, "exchange", message),
    ]


def begun(message: str, queue: str) -> Told:
    return told(What.STARTED, "cook" if queue == "one" else "baker", message, queue=queue, attempt=1, pid=2)


def done(message: str, queue: str) -> Told:
    return told(What.EXECUTED, "cook" if queue == "one" else "baker", message, queue=queue, attempt=1)


def worked(queue: str, messages: list[str]) -> list[Told]:
    return [each for message in messages for each in (begun(message, queue), done(message, queue))]


def story(one: list[str] = SORTED, many: list[str] = UNSORTED) -> list[Told]:
    """Four ordinary orders and an urgent one, which comes when both consumers have begun the first."""
    return [
        told(What.PLANNED, seed=1, pid=1, ordinary=4, urgent=1, work=150),
        *(each for message in ORDINARY for each in published(message)),
        begun(one[0], "one"),
        begun(many[0], "many"),
        *published(URGENT),
        *(done(one[0], "one"), *worked("one", one[1:])),
        *(done(many[0], "many"), *worked("many", many[1:])),
        told(What.CLOSED, "one", waiting=0),
        told(What.CLOSED, "many", waiting=0),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_urgent_order_that_waits_in_the_queue_refutes_it() -> None:
    assert failed(judged(ID, story(one=UNSORTED))) == {"first", "overtaken"}


def test_an_urgent_order_that_overtakes_what_a_consumer_holds_refutes_it() -> None:
    assert failed(judged(ID, story(many=SORTED))) == {"waited"}


def test_it_is_void_when_everything_was_begun_before_the_urgent_order_came() -> None:
    early = [each for each in story() if each[2] != URGENT]
    late = [each for each in story() if each[2] == URGENT]

    assert judged(ID, [*early, *late]).verdict is Verdict.VOID


def test_a_lost_order_refutes_it() -> None:
    assert {"executed", "lost"} <= failed(judged(ID, without(story(), done("order-0003", "one"))))
