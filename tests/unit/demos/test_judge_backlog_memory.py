"""What would refute the claim about the memory of a backlog, or leave it open."""

from demos.catalogue import demo
from demos.demo import Verdict
from demos.events import What
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

QUEUES = {"in-rabbitmq": "rabbitmq", "in-redis": "redis", "in-full-redis": "redis-full"}
REASON = "OOM command not allowed when used memory > 'maxmemory'."
REFUSED = told(What.REFUSED, "redis-full", "2-in-full-redis", reason=REASON)


def measured(broker: str, value: int) -> Told:
    """What a broker says it uses."""
    return told(What.MEASURED, broker, name="memory", value=value, unit="bytes")


def piled_up(queue: str, *, grows: int) -> list[Told]:
    """Two orders, of which the full Redis takes one."""
    broker = QUEUES[queue]
    answer = What.CONFIRMED if broker == "rabbitmq" else What.ACCEPTED
    second = REFUSED if broker == "redis-full" else told(answer, broker, f"2-{queue}")
    return [
        measured(broker, 1000),
        *(told(What.SENT, "shop", f"1-{queue}", queue=queue), told(answer, broker, f"1-{queue}")),
        *(told(What.SENT, "shop", f"2-{queue}", queue=queue), second),
        measured(broker, 1000 + grows),
    ]


def story(*, in_rabbitmq: int = 20_000, in_redis: int = 270_000) -> list[Told]:
    """Two orders in each broker, whose memory grows by so many bytes."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2),
        *piled_up("in-rabbitmq", grows=in_rabbitmq),
        *piled_up("in-redis", grows=in_redis),
        *piled_up("in-full-redis", grows=130_000),
        *(told(What.CLOSED, queue, waiting=1 if queue == "in-full-redis" else 2) for queue in QUEUES),
    ]


def judged(story_: list[Told]) -> tuple[Verdict, set[str]]:
    """The verdict, and the ids of the checks that do not hold."""
    told_ = events(story_)
    judgement = demo("backlog-memory").judge(ledger(told_), told_)
    return judgement.verdict, {check.id for check in judgement.checks if not check.holds}


def test_the_claim_is_shown() -> None:
    assert judged(story()) == (Verdict.SHOWN, set())


def test_a_rabbitmq_that_shrinks_meanwhile_is_no_reason_against_it() -> None:
    assert judged(story(in_rabbitmq=-500)) == (Verdict.SHOWN, set())


def test_a_rabbitmq_that_grows_as_well_refutes_it() -> None:
    assert judged(story(in_rabbitmq=200_000)) == (Verdict.REFUTED, {"rabbitmq-small"})


def test_a_redis_that_does_not_grow_refutes_it() -> None:
    assert {"redis-grows"} <= judged(story(in_redis=100_000))[1]


def test_a_full_redis_that_takes_everything_refutes_it() -> None:
    assert judged(without(story(), REFUSED))[1] == {"refused", "named", "lost"}


def test_an_order_that_a_full_redis_removes_refutes_it() -> None:
    removed = [*without(story(), told(What.CLOSED, "in-full-redis", waiting=1))]

    assert judged([*removed, told(What.CLOSED, "in-full-redis", waiting=0)])[1] == {"waiting:in-full-redis", "lost"}


def test_a_memory_that_was_not_measured_leaves_it_open() -> None:
    assert judged(without(story(), measured("redis", 1000)))[0] is Verdict.VOID
