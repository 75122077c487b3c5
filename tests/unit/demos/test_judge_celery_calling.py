"""The claim about ways to call can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-calling"
OWN, OTHER = 7, 8


def call(
    message: str, *, sent: float, begun: float, pid: int = OTHER, who: str = "shop", countdown: int = 0
) -> list[Moment]:
    """One task from its sending to its end; `who` sends it."""
    return [
        (sent, told(What.SENT, who, message, queue="tasks", countdown=countdown)),
        (sent, told(What.ACCEPTED, "tasks", message)),
        (begun, told(What.STARTED, "worker", message, queue="tasks", attempt=1, pid=pid)),
        (begun + 0.01, told(What.EXECUTED, "worker", message, queue="tasks", attempt=1)),
    ]


def waiting(message: str, error: str, *, sent: float, stood: float, dish: float) -> list[Moment]:
    """A task that waits for another one, which is begun `dish` seconds after it was asked for."""
    end = {"queue": "tasks", "reason": error}
    return [
        (sent, told(What.SENT, "shop", message, queue="tasks")),
        (sent, told(What.ACCEPTED, "tasks", message)),
        (sent, told(What.STARTED, "worker", message, queue="tasks", attempt=1, pid=OTHER)),
        *call(f"{message}-dish", sent=sent + 0.01, begun=sent + dish, who="worker"),
        (sent + stood, told(What.FAILED, "worker", message, attempt=1, **end)),
        (sent + stood, told(What.DISCARDED, "worker", message, **end)),
    ]


def story(
    *, applied: int = OWN, queued: int = 0, pid: int = OTHER, wait: float = 1.0, dish: float = 2.1
) -> list[Moment]:
    """An order for each of the three ways to call, and three tasks that wait inside."""
    cooked = "was cooked by process"
    return [
        (0.0, told(What.PLANNED, seed=1, pid=OWN, orders=1, limit=2)),
        (0.1, told(What.OBSERVED, "shop", "order-1", name="applied", value=f"order-1 {cooked} {applied}")),
        (0.2, told(What.MEASURED, "tasks", name="after apply", value=queued, unit="messages")),
        *call("order-2", sent=0.3, begun=1.0, pid=pid),
        (0.4, told(What.MEASURED, "tasks", name="after delay", value=1, unit="messages")),
        *call("order-3", sent=1.0, begun=1.0 + wait, countdown=1),
        *((3.0, told(What.RESULT, "results", f"order-{n}", value=f"order-{n} {cooked} {OTHER}")) for n in (2, 3)),
        *waiting("serve-checked", "RuntimeError", sent=4.0, stood=0.1, dish=0.2),
        *waiting("serve-soft", "SoftTimeLimitExceeded", sent=5.0, stood=2.0, dish=dish),
        *waiting("serve-hard", "TimeLimitExceeded", sent=8.0, stood=2.0, dish=2.1),
        (20.0, told(What.CLOSED, "tasks", waiting=0)),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_function_that_runs_in_the_wrong_process_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(applied=OTHER))) == {"applied"}
    assert failed(judged_at(ID, story(pid=OWN))) == {"elsewhere"}


def test_a_message_for_what_was_called_here_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(queued=1))) == {"queued"}


def test_a_task_that_is_begun_too_early_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(wait=0.5))) == {"countdown"}


def test_a_task_that_is_begun_while_another_one_waits_for_it_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(dish=1.0))) == {"stuck"}


def test_the_claim_is_void_when_no_task_waited() -> None:
    calls = [(at, each) for at, each in story() if each[2] != "serve-soft-dish"]

    assert judged_at(ID, calls).verdict is Verdict.VOID
    assert judged_at(ID, []).verdict is Verdict.VOID
