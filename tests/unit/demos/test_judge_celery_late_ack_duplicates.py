"""The claim about charges can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-late-ack-duplicates"
KILLED = told(What.KILLED, "worker-1")


def charged(order: str, worker: str, *, redelivered: int = 0) -> list[Told]:
    """An order that a worker charges."""
    return [
        told(What.DELIVERED, worker, order, queue="charges", redelivered=redelivered),
        told(What.STARTED, worker, order, queue="charges", attempt=1, pid=2),
        told(What.EXECUTED, worker, order, queue="charges", attempt=1),
    ]


def story(*, plain: int = 3, keyed: int = 2) -> list[Told]:
    """Two orders; the first worker is killed after the first of them, which the other charges again."""
    return [
        *(told(What.SENT, "shop", f"order-{number}", queue="charges") for number in (1, 2)),
        *(told(What.CONFIRMED, "exchange", f"order-{number}") for number in (1, 2)),
        *charged("order-1", "worker-1"),
        KILLED,
        *charged("order-2", "worker-2"),
        *charged("order-1", "worker-2", redelivered=1),
        told(What.CLOSED, "charges", waiting=0),
        told(What.MEASURED, "database", name="plain", value=plain, unit="charges"),
        told(What.MEASURED, "database", name="keyed", value=keyed, unit="charges"),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_that_is_not_done_again_refutes_the_claim() -> None:
    once = without(story(plain=2), *charged("order-1", "worker-2", redelivered=1))

    assert failed(judged(ID, once)) == {"twice"}


def test_a_charge_too_many_under_a_key_refutes_the_claim() -> None:
    assert failed(judged(ID, story(keyed=3))) == {"keyed"}


def test_a_charge_too_few_without_a_key_refutes_the_claim() -> None:
    assert failed(judged(ID, story(plain=2))) == {"plain"}


def test_the_claim_is_void_when_nobody_was_killed() -> None:
    assert judged(ID, without(story(), KILLED)).verdict is Verdict.VOID
