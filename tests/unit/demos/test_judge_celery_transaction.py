"""The claim about rows and tasks can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-transaction"


def sent(order: str, queue: str) -> list[Told]:
    """A task that the broker has."""
    return [told(What.SENT, f"till-{queue}", order, queue=queue), told(What.CONFIRMED, queue, order)]


def found(order: str, queue: str) -> Told:
    """A task that found its row."""
    return told(What.EXECUTED, "worker", order, queue=queue, attempt=1)


def missed(order: str, queue: str) -> Told:
    """A task that did not."""
    return told(What.DISCARDED, "worker", order, queue=queue, reason="there is no such row")


def story() -> list[Told]:
    """One order before the commit; two after it, the second never sent; two with an outbox."""
    return [
        *sent("order-1", "inside"),
        missed("order-1", "inside"),
        *sent("order-2", "after"),
        found("order-2", "after"),
        told(What.KILLED, "till-after"),
        *sent("order-4", "outbox"),
        told(What.KILLED, "till-outbox"),
        *sent("order-5", "outbox"),
        *(found(order, "outbox") for order in ("order-4", "order-5")),
        told(What.MEASURED, "database", name="inside", value="order-1", unit="orders"),
        told(What.MEASURED, "database", name="after", value="order-2 order-3", unit="orders"),
        told(What.MEASURED, "database", name="outbox", value="order-4 order-5", unit="orders"),
        *(told(What.CLOSED, queue, waiting=0) for queue in ("inside", "after", "outbox")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_task_that_sees_what_is_not_committed_refutes_the_claim() -> None:
    seen = [found("order-1", "inside") if each == missed("order-1", "inside") else each for each in story()]

    assert failed(judged(ID, seen)) == {"early"}


def test_a_row_without_its_task_behind_an_outbox_refutes_the_claim() -> None:
    assert "orphans" in failed(judged(ID, without(story(), *sent("order-5", "outbox"), found("order-5", "outbox"))))


def test_no_row_without_its_task_after_the_commit_refutes_the_claim() -> None:
    lucky = [*story()[:4], *sent("order-3", "after"), found("order-3", "after"), *story()[4:]]

    assert failed(judged(ID, lucky)) == {"found", "orphans"}


def test_the_claim_is_void_when_a_till_was_not_killed() -> None:
    assert judged(ID, without(story(), told(What.KILLED, "till-outbox"))).verdict is Verdict.VOID
