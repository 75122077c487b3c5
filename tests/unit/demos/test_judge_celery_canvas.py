"""The claim about workflows can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-canvas"
CENTS = {"order-1": 700, "order-2": 900}


def task(message: str, *, begun: float, queue: str = "tasks", sender: str = "shop", error: str = "") -> list[Moment]:
    """One task that takes a tenth of a second."""
    last = (What.FAILED, What.DISCARDED) if error else (What.EXECUTED,)
    cents = CENTS.get(message.partition("-")[2], 0)
    return [
        (begun, told(What.SENT, sender, message, queue=queue, cents=cents)),
        (begun, told(What.ACCEPTED, queue, message)),
        (begun, told(What.STARTED, "worker", message, queue=queue, attempt=1, pid=2)),
        *((begun + 0.1, told(what, "worker", message, queue=queue, attempt=1, reason=error)) for what in last),
    ]


def refused(name: str, reason: str) -> list[Moment]:
    """The tasks of a chord over rpc://."""
    return [
        *((9.0, told(What.SENT, "shop", f"{name}-{order}", queue="rpc", cents=1)) for order in CENTS),
        *((9.1, told(What.REFUSED, "shop", f"{name}-{order}", reason=reason)) for order in CENTS),
    ]


def story(
    *,
    step: float = 1.2,
    body: float = 5.0,
    total: int = 1600,
    ended: str = "ChordError: ",
    error: str = "SoldOut",
    reason: str = "NotImplementedError: no",
) -> list[Moment]:
    """Two orders in a chain, a group, a chord, a broken chord, and in vain."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, orders=2)),
        *task("chain-order-1", begun=1.0),
        *task("chain-order-2", begun=step, sender="worker"),
        (2.0, told(What.RESULT, "results", "chain-order-2", value=1600)),
        *(m for order in CENTS for m in task(f"group-{order}", begun=3.0)),
        *((3.5, told(What.RESULT, "results", f"group-{order}", value=cents)) for order, cents in CENTS.items()),
        *(m for order in CENTS for m in task(f"chord-{order}", begun=4.0)),
        *task("chord-total", begun=body, sender="worker"),
        (5.5, told(What.RESULT, "results", "chord-total", value=total)),
        *task("broken-order-1", begun=6.0, queue="broken"),
        *task("broken-order-2", begun=6.0, queue="broken", error=error),
        (7.0, told(What.OBSERVED, "results", "broken-total", name="ended", value=ended)),
        *(m for name in ("rpc-chord", "rpc-then") for m in refused(name, reason)),
        *((20.0, told(What.CLOSED, queue, waiting=0)) for queue in ("tasks", "broken", "rpc")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_task_that_does_not_wait_for_the_one_before_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(step=1.05))) == {"in-order"}
    assert failed(judged_at(ID, story(body=4.05))) == {"before-body"}


def test_a_wrong_sum_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(total=1599))) == {"sum"}


def test_a_body_that_runs_although_a_part_has_failed_refutes_the_claim() -> None:
    body = task("broken-total", begun=6.5, queue="broken", sender="worker")

    assert failed(judged_at(ID, [*story(ended="700"), *body])) == {"body", "ended", "others"}


def test_another_reason_than_that_chords_are_impossible_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(reason="OperationalError: no"))) == {"refused"}


def test_the_claim_is_void_when_no_task_failed() -> None:
    assert judged_at(ID, story(error="")).verdict is Verdict.VOID
    assert judged_at(ID, []).verdict is Verdict.VOID
