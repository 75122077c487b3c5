"""The claim about SIGTERM can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "worker-ignores-sigterm"
KILLED = told(What.KILLED, "stubborn")


def placed(order: str) -> list[Told]:
    """An order that the broker has."""
    return [told(What.SENT, "shop", order, queue="tasks"), told(What.CONFIRMED, "exchange", order)]


def begun(order: str, worker: str, *, redelivered: int = 0) -> list[Told]:
    """An order that a worker has begun."""
    return [
        told(What.DELIVERED, worker, order, queue="tasks", redelivered=redelivered),
        told(What.STARTED, worker, order, queue="tasks", attempt=1, pid=2),
    ]


def done(order: str, worker: str) -> Told:
    """An order that a worker has completed."""
    return told(What.EXECUTED, worker, order, queue="tasks", attempt=1)


def story() -> list[Told]:
    """One order that is completed by the polite worker, and one without an end."""
    return [
        *placed("order-1"),
        *begun("order-1", "polite"),
        done("order-1", "polite"),
        told(What.LEFT, "polite"),
        *placed("order-2"),
        *begun("order-2", "stubborn"),
        KILLED,
        *begun("order-2", "last", redelivered=1),
        done("order-2", "last"),
        told(What.LEFT, "last"),
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_that_the_polite_worker_drops_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), done("order-1", "polite")))) == {"completed", "executed", "lost"}


def test_a_polite_worker_that_does_not_end_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), told(What.LEFT, "polite")))) == {"ended"}


def test_an_order_that_is_gone_with_the_killed_refutes_the_claim() -> None:
    gone = without(story(), *begun("order-2", "last", redelivered=1), done("order-2", "last"))

    assert failed(judged(ID, gone)) == {"again", "executed", "lost"}


def test_the_claim_is_void_when_nobody_had_to_be_killed() -> None:
    assert judged(ID, without(story(), KILLED)).verdict is Verdict.VOID
