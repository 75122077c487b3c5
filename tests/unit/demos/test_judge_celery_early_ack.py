"""The claim about acknowledgements can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-early-ack"


def begun(queue: str, message: str, who: str, *, redelivered: int = 0) -> list[Told]:
    return [
        told(What.DELIVERED, who, message, queue=queue, redelivered=redelivered),
        told(What.STARTED, who, message, queue=queue, attempt=1, pid=2),
    ]


def done(queue: str, message: str, who: str, *, redelivered: int = 0) -> list[Told]:
    completed = told(What.EXECUTED, who, message, queue=queue, attempt=1)
    return [*begun(queue, message, who, redelivered=redelivered), completed]


def story() -> list[Told]:
    """Two orders on each queue; the worker of the first is killed, and another goes on."""
    placed = [(queue, f"{queue}-{number}") for queue in ("early", "late") for number in (1, 2)]
    return [
        *(told(What.SENT, "shop", message, queue=queue) for queue, message in placed),
        *(told(What.CONFIRMED, queue, message) for queue, message in placed),
        *begun("early", "early-1", "early-1"),
        *begun("late", "late-1", "late-1"),
        told(What.KILLED, "early-1"),
        told(What.KILLED, "late-1"),
        *done("early", "early-2", "early-2", redelivered=1),
        *done("late", "late-1", "late-2", redelivered=1),
        *done("late", "late-2", "late-2"),
        *(told(What.CLOSED, queue, waiting=0) for queue in ("early", "late")),
    ]


def test_the_claim_is_shown_when_one_is_lost_early_and_none_late() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_default_that_loses_nothing_refutes_the_claim() -> None:
    saved = [*story(), *done("early", "early-1", "early-2", redelivered=1)]

    assert failed(judged(ID, saved)) == {"lost-early", "lost-cut", "others-early"}


def test_an_order_that_is_lost_with_late_acknowledgement_refutes_the_claim() -> None:
    lost = without(story(), *done("late", "late-1", "late-2", redelivered=1))

    assert failed(judged(ID, lost)) == {"back-late", "lost-late", "executed-late"}


def test_a_second_order_that_is_lost_refutes_the_claim() -> None:
    lost = without(story(), *done("early", "early-2", "early-2", redelivered=1))

    assert failed(judged(ID, lost)) == {"lost-cut", "others-early"}


def test_the_claim_is_void_unless_both_workers_were_killed_at_work() -> None:
    assert judged(ID, without(story(), told(What.KILLED, "early-1"))).verdict is Verdict.VOID
    assert judged(ID, without(story(), told(What.KILLED, "late-1"))).verdict is Verdict.VOID
