"""The claim about names can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-routing"


def sent(message: str, **where: str) -> list[Told]:
    return [told(What.SENT, "shop", message, **where), told(What.CONFIRMED, "exchange", message)]


def run(queue: str, message: str) -> list[Told]:
    return [
        told(What.STARTED, f"{queue}-worker", message, queue=queue, attempt=1, pid=2),
        told(What.EXECUTED, f"{queue}-worker", message, queue=queue, attempt=1),
    ]


def news(queue: str, message: str, task_id: str) -> list[Told]:
    return [told(What.OBSERVED, f"{queue}-worker", message, name="task id", value=task_id), *run(queue, message)]


def story(*, stats_id: str = "id 2") -> list[Told]:
    """Two of many, an express order that passes the second, a letter, and news before and after a binding."""
    return [
        told(What.BOUND, "mailer", pattern="order.#"),
        *(each for message in ("many-1", "many-2") for each in sent(message, queue="bulk")),
        *sent("express-1", queue="express"),
        *sent("letter-1", queue="other"),
        *run("bulk", "many-1"),
        *run("express", "express-1"),
        *run("bulk", "many-2"),
        *run("other", "letter-1"),
        *sent("news-1", routing_key="order.placed"),
        *news("mailer", "news-1", "id 1"),
        told(What.BOUND, "stats", pattern="order.#"),
        *sent("news-2", routing_key="order.placed"),
        *news("mailer", "news-2", "id 2"),
        *news("stats", "news-2", stats_id),
        *(told(What.CLOSED, queue, waiting=0) for queue in ("bulk", "express", "other", "mailer", "stats")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_task_in_another_queue_than_its_name_says_refutes_the_claim() -> None:
    moved = [*without(story(), *run("other", "letter-1")), *run("bulk", "letter-1")]

    assert {"routed", "executed", "lost", "unexpected"} <= failed(judged(ID, moved))


def test_an_express_order_that_waits_for_all_others_refutes_the_claim() -> None:
    late = [*without(story(), *run("express", "express-1")), *run("express", "express-1")]

    assert failed(judged(ID, late)) == {"ahead"}


def test_news_that_reaches_one_of_two_bound_queues_refutes_the_claim() -> None:
    assert {"twice", "lost"} <= failed(judged(ID, without(story(), *run("stats", "news-2"))))


def test_two_ids_for_one_piece_of_news_refute_the_claim() -> None:
    assert failed(judged(ID, story(stats_id="id 3"))) == {"one-id"}


def test_the_claim_is_void_when_nobody_joined() -> None:
    assert judged(ID, without(story(), told(What.BOUND, "stats", pattern="order.#"))).verdict is Verdict.VOID
