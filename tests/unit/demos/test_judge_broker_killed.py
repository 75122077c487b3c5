"""What would refute the claim about a killed broker, or leave it open."""

import pytest

from demos.catalogue import demo
from demos.demo import Verdict
from demos.events import What
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

BROKERS = {
    "confirms": "rabbitmq",
    "no-confirms": "rabbitmq",
    "snapshots": "redis-snapshots",
    "append-only": "redis-append-only",
}
ORDERS = ("order-0001", "order-0002")


def story() -> list[Told]:
    """Two orders on each queue; those with confirms and with the append-only file are there after the kill."""
    told_ = [told(What.PLANNED, seed=1, pid=1, orders=len(ORDERS))]
    for queue, broker in BROKERS.items():
        for order in ORDERS:
            told_.append(told(What.SENT, "shop", f"{order}-{queue}", queue=queue))
            told_ += _answered(f"{order}-{queue}", queue, broker)
    for broker in dict.fromkeys(BROKERS.values()):
        told_ += [told(What.KILLED, broker), told(What.UP, broker)]
    for queue in ("confirms", "append-only"):
        told_ += [_still_there(order, queue) for order in ORDERS]
    return [*told_, *(told(What.CLOSED, queue, waiting=0) for queue in BROKERS)]


def _answered(message: str, queue: str, broker: str) -> list[Told]:
    if queue == "no-confirms":
        return []
    return [told(What.CONFIRMED if broker == "rabbitmq" else What.ACCEPTED, broker, message)]


def _still_there(order: str, queue: str) -> Told:
    return told(What.EXECUTED, "reader", f"{order}-{queue}", queue=queue)


def judged(story_: list[Told]) -> tuple[Verdict, set[str]]:
    """The verdict, and the ids of the checks that do not hold."""
    told_ = events(story_)
    judgement = demo("broker-killed").judge(ledger(told_), told_)
    return judgement.verdict, {check.id for check in judgement.checks if not check.holds}


def test_the_claim_is_shown() -> None:
    assert judged(story()) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("queue", ["confirms", "append-only"])
def test_a_task_that_is_not_there_any_more_refutes_it(queue: str) -> None:
    assert judged(without(story(), _still_there(ORDERS[1], queue))) == (Verdict.REFUTED, {f"kept:{queue}"})


def test_nothing_lost_without_confirms_refutes_it() -> None:
    kept = [_still_there(order, "no-confirms") for order in ORDERS]

    assert judged([*story()[:-4], *kept, *story()[-4:]]) == (Verdict.REFUTED, {"gone:no-confirms"})


def test_a_task_that_snapshots_kept_refutes_it() -> None:
    kept = _still_there(ORDERS[0], "snapshots")

    assert judged([*story()[:-4], kept, *story()[-4:]]) == (Verdict.REFUTED, {"gone:snapshots"})


def test_a_task_that_is_there_twice_refutes_it() -> None:
    assert judged([*story()[:-4], _still_there(ORDERS[0], "confirms"), *story()[-4:]])[1] == {"twice"}


@pytest.mark.parametrize("broker", dict.fromkeys(BROKERS.values()))
@pytest.mark.parametrize("what", [What.KILLED, What.UP])
def test_a_broker_that_was_not_killed_or_is_not_back_leaves_it_open(broker: str, what: What) -> None:
    assert judged(without(story(), told(what, broker)))[0] is Verdict.VOID


def test_a_broker_that_was_killed_before_the_last_order_leaves_it_open() -> None:
    late = told(What.SENT, "shop", "order-0003-confirms", queue="confirms")

    assert judged([*story(), late])[0] is Verdict.VOID
