"""The claim about delayed tasks can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-delays-block"
QUEUES = ("classic", "quorum-direct", "quorum-topic")
COUNTDOWN = 6


def order(message: str, queue: str, *, sent: float, begun: float, countdown: int = 0) -> list[Moment]:
    """One task from its sending to its end."""
    worker = f"{queue}-worker"
    return [
        (sent, told(What.SENT, "shop", message, queue=queue, countdown=countdown)),
        (sent, told(What.CONFIRMED, queue, message)),
        (begun, told(What.STARTED, worker, message, queue=queue, attempt=1, pid=2)),
        (begun + 0.02, told(What.EXECUTED, worker, message, queue=queue, attempt=1)),
    ]


def story(
    *, classic: float = 6.0, direct: float = 6.0, topic: float = 0.1, later: float = 6.0, version: str = "4.0.5"
) -> list[Moment]:
    """On each queue one order for later at second 1, and one for now at second 1.5; how long each waits."""
    waits = zip(QUEUES, (classic, direct, topic), strict=True)
    return [
        *((0.0, told(What.OBSERVED, queue, name="broker", value=f"RabbitMQ {version}")) for queue in QUEUES),
        *(m for q in QUEUES for m in order(f"later-{q}", q, sent=1.0, begun=1.0 + later, countdown=COUNTDOWN)),
        *(m for q, wait in waits for m in order(f"now-{q}", q, sent=1.5, begun=1.5 + wait)),
        *((20.0, told(What.CLOSED, queue, waiting=0)) for queue in QUEUES),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_nobody_waiting_on_a_queue_that_blocks_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(classic=0.1))) == {"blocked", "waited"}
    assert failed(judged_at(ID, story(direct=0.1))) == {"blocked", "waited"}


def test_on_an_older_broker_nothing_is_claimed_about_the_classic_queue() -> None:
    assert judged_at(ID, story(classic=0.1, version="3.10.8")).verdict is Verdict.SHOWN


def test_somebody_waiting_behind_the_topic_exchange_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(topic=6.1))) == {"blocked", "waited"}


def test_a_delayed_task_that_is_begun_early_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(later=5.0))) == {"due"}


def test_the_claim_is_void_when_the_immediate_tasks_were_there_first() -> None:
    now_first = [(at - 1.0 if each[2] == "now-classic" else at, each) for at, each in story()]

    assert judged_at(ID, now_first).verdict is Verdict.VOID
    assert judged_at(ID, []).verdict is Verdict.VOID
