"""The claim about a broker that is gone can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-publish-retry"


def completed(message: str) -> list[Told]:
    """An order that the broker took and a worker completed."""
    return [
        told(What.SENT, "shop", message, queue="tasks"),
        told(What.ACCEPTED, "tasks", message),
        told(What.STARTED, "worker", message, queue="tasks", attempt=1, pid=2),
        told(What.EXECUTED, "worker", message, queue="tasks", attempt=1),
    ]


def story(*, seconds: float = 0.6) -> list[Told]:
    """One order before, one while the broker is gone, which is sent again."""
    return [
        *completed("order-1"),
        told(What.KILLED, "redis"),
        told(What.SENT, "shop", "order-2", queue="tasks"),
        told(What.REFUSED, "shop", "order-2", reason="OperationalError", seconds=seconds),
        told(What.UP, "redis"),
        *completed("order-2"),
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_that_nobody_sends_again_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), *completed("order-2")[1:]))) == {"accepted", "executed", "once"}


def test_an_order_that_is_lost_without_a_word_refutes_the_claim() -> None:
    quiet = without(story(), told(What.REFUSED, "shop", "order-2", reason="OperationalError", seconds=0.6))

    assert "refused" in failed(judged(ID, quiet))


def test_a_call_that_hangs_refutes_the_claim() -> None:
    assert failed(judged(ID, story(seconds=120.0))) == {"tried"}


def test_the_claim_is_void_when_the_broker_was_there_all_the_time() -> None:
    assert judged(ID, without(story(), told(What.KILLED, "redis"))).verdict is Verdict.VOID
