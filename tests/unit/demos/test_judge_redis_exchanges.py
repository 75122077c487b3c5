"""The claim about exchanges on Redis can be refuted, in what works there and in what does not."""

import pytest

from demos.demo import Verdict
from demos.events import What
from demos.stories.redis_exchanges.topology import BINDINGS, DIRECT, TOPIC, wanted
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "redis-exchanges"
DELETED = told(What.MEASURED, "on-screen", name="sets of bindings deleted", value=1, unit="sets")
REFUSED = told(What.REFUSED, "shop", "labelled", reason="KeyError: 'headers'")


def sent(message: str, queue: str) -> Told:
    return told(What.SENT, "shop", message, queues=queue, routing_key="")


def accepted(message: str) -> Told:
    return told(What.ACCEPTED, "by-city", message)


def arrived(message: str, queue: str) -> Told:
    return told(What.EXECUTED, "reader", message, queue=queue, attempt=1)


def story() -> list[Told]:
    """One order for every queue, one that is labelled, one for nobody, and one after the bindings are gone."""
    return [
        *(each for queue in BINDINGS for each in (sent(f"for-{queue}", queue), accepted(f"for-{queue}"))),
        sent("labelled", "labels"),
        REFUSED,
        sent("refund", "refunds"),
        accepted("refund"),
        DELETED,
        sent("late", "screens"),
        accepted("late"),
        *(arrived(f"for-{queue}", queue) for queue in BINDINGS),
        *(told(What.CLOSED, queue, waiting=0) for queue in (*BINDINGS, "labels", "refunds")),
    ]


@pytest.mark.parametrize(
    ("exchange", "key", "queues"),
    [
        (DIRECT, "riga", {"riga"}),
        (DIRECT, "order.riga.pickup", set()),
        (TOPIC, "order.riga.pickup", {"pickups", "north"}),
        (TOPIC, "riga", set()),
    ],
)
def test_a_queue_wants_what_it_is_bound_for(exchange: object, key: str, queues: set[str]) -> None:
    assert wanted(exchange, key) == queues  # type: ignore[arg-type]


def test_it_is_shown_when_two_work_one_is_refused_and_the_rest_is_gone() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("queue", ["riga", "north"])
def test_a_copy_that_does_not_arrive_refutes_it(queue: str) -> None:
    assert failed(judged(ID, without(story(), arrived(f"for-{queue}", queue)))) == {"exact", "lost"}


def test_a_headers_exchange_that_works_refutes_it() -> None:
    works = [accepted("labelled") if each == REFUSED else each for each in story()]

    assert failed(judged(ID, [*works, arrived("labelled", "labels")])) == {"headers"}


def test_a_mandatory_order_that_comes_back_refutes_it() -> None:
    assert failed(judged(ID, [*story(), told(What.RETURNED, "shop", "refund")])) == {"returned", "gone"}


def test_an_order_that_arrives_without_bindings_refutes_it() -> None:
    assert failed(judged(ID, [*story(), arrived("late", "screens")])) == {"after"}


def test_it_is_void_when_no_bindings_were_deleted() -> None:
    assert judged(ID, without(story(), DELETED)).verdict is Verdict.VOID
