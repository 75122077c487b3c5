"""What would refute the claim about a killed worker on two brokers, or leave it open."""

from dataclasses import replace

from demos.catalogue import demo
from demos.demo import Verdict
from demos.events import Event, What
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

QUEUES = {"rabbitmq-orders": "rabbitmq", "redis-orders": "redis"}
VISIBILITY = 3


def story() -> list[Told]:
    """One order on each broker, cut at the first worker and completed by the second."""
    sent: list[Told] = [told(What.PLANNED, seed=1, pid=1, visibility=VISIBILITY)]
    killed: list[Told] = []
    for queue, name in QUEUES.items():
        answer = What.CONFIRMED if name == "rabbitmq" else What.ACCEPTED
        sent += [told(What.SENT, "shop", queue, queue=queue), told(answer, queue, queue)]
        killed += [*_begun(queue, f"{name}-1", redelivered=0), told(What.KILLED, f"{name}-1")]
    again = [each for queue, name in QUEUES.items() for each in _completed(queue, f"{name}-2")]
    return [*sent, *killed, *again, *(told(What.CLOSED, queue, waiting=0) for queue in QUEUES)]


def _begun(queue: str, who: str, *, redelivered: int) -> list[Told]:
    return [
        told(What.DELIVERED, who, queue, queue=queue, redelivered=redelivered),
        told(What.STARTED, who, queue, queue=queue, attempt=1, pid=2),
    ]


def _completed(queue: str, who: str) -> list[Told]:
    return [*_begun(queue, who, redelivered=1), told(What.EXECUTED, who, queue, queue=queue, attempt=1)]


def judged(story_: list[Told], *, redis_waits: float = VISIBILITY + 0.6) -> tuple[Verdict, set[str]]:
    """The verdict, and the ids of the checks that do not hold, when the second worker on Redis began so late."""
    told_ = tuple(_late(event, redis_waits) for event in events(story_, seconds_apart=0.01))
    judgement = demo("crash-redis-rabbitmq").judge(ledger(told_), told_)
    return judgement.verdict, {check.id for check in judgement.checks if not check.holds}


def _late(event: Event, seconds: float) -> Event:
    return replace(event, at=event.at + seconds) if event.stop == "redis-2" else event


def test_the_claim_is_shown() -> None:
    assert judged(story()) == (Verdict.SHOWN, set())


def test_a_redis_that_does_not_wait_refutes_it() -> None:
    assert judged(story(), redis_waits=VISIBILITY - 1) == (Verdict.REFUTED, {"not-before"})


def test_a_rabbitmq_that_never_hands_on_refutes_it() -> None:
    lost = without(story(), *_completed("rabbitmq-orders", "rabbitmq-2"))

    verdict, wrong = judged(lost)

    assert verdict is Verdict.REFUTED
    assert {"redelivered:rabbitmq-orders", "at-once", "first", "lost"} <= wrong


def test_an_order_that_is_cooked_twice_refutes_it() -> None:
    again = told(What.EXECUTED, "redis-2", "redis-orders", queue="redis-orders", attempt=1)

    assert judged([*story(), again]) == (Verdict.REFUTED, {"twice"})


def test_a_kill_that_cut_nothing_leaves_it_open() -> None:
    done = told(What.EXECUTED, "redis-1", "redis-orders", queue="redis-orders", attempt=1)
    killed = story().index(told(What.KILLED, "redis-1"))

    assert judged([*story()[:killed], done, *story()[killed:]])[0] is Verdict.VOID


def test_a_worker_that_was_not_killed_leaves_it_open() -> None:
    assert judged(without(story(), told(What.KILLED, "rabbitmq-1")))[0] is Verdict.VOID
