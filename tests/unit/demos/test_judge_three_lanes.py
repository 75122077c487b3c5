"""The claim of the three lanes can be refuted in any of them, and is void if one of them was spared."""

from collections.abc import Iterable

import pytest

from demos.catalogue import demo
from demos.demo import Judgement, Verdict
from demos.events import What
from demos.shop import steps
from demos.shop.steps import STEPS
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

LANES = ("rabbitmq", "celery_redis", "celery_rabbitmq")
ORDERS = ("order-0001", "order-0002")


def message_id(lane: str, order: str, step: str) -> str:
    return steps.message_id(f"{lane}.{order}", step)


def judge(story: Iterable[Told]) -> Judgement:
    happened = events(story)
    return demo("three-lanes").judge(ledger(happened), happened)


def failed(judgement: Judgement) -> set[str]:
    return {check.id for check in judgement.checks if not check.holds}


def step(lane: str, order: str, name: str, *, worker: int = 2, redelivered: int = 0, attempt: int = 1) -> list[Told]:
    message, stop, queue = message_id(lane, order, name), f"{lane}-worker-{worker}", f"{lane}-orders"
    return [
        told(What.DELIVERED, stop, message, queue=queue, redelivered=redelivered),
        told(What.STARTED, stop, message, queue=queue, attempt=attempt, pid=2),
    ]


def executed(lane: str, order: str, name: str, *, attempt: int = 1) -> Told:
    queue = f"{lane}-orders"
    return told(What.EXECUTED, f"{lane}-worker-2", message_id(lane, order, name), queue=queue, attempt=attempt)


def cut(lane: str) -> list[Told]:
    """The second order is cooked when its worker is killed, and then again."""
    begun = step(lane, ORDERS[1], "cook", worker=1)
    return [*begun, told(What.KILLED, f"{lane}-worker-1"), *step(lane, ORDERS[1], "cook", redelivered=1)]


def failing(lane: str) -> list[Told]:
    """The first bill fails twice."""
    message, queue = message_id(lane, ORDERS[0], "bill"), f"{lane}-orders"
    return [told(What.FAILED, f"{lane}-worker-2", message, queue=queue, attempt=attempt) for attempt in (1, 2)]


def story() -> list[Told]:
    """Two orders in every lane."""
    told_ = [told(What.PLANNED, seed=1, pid=1, orders=len(ORDERS), work=150)]
    for lane in LANES:
        queue = f"{lane}-orders"
        told_.append(told(What.MEASURED, queue, name="code", value=20, unit="lines"))
        for message in (message_id(lane, order, name) for order in ORDERS for name in STEPS):
            told_ += [told(What.SENT, "shop", message, queue=queue), told(What.CONFIRMED, "shop", message)]
        told_ += [*cut(lane), *failing(lane)]
        told_ += [executed(lane, order, name) for order in ORDERS for name in STEPS]
        told_.append(told(What.CLOSED, queue, waiting=0))
    return told_


def test_the_claim_is_shown_when_every_lane_does_every_step() -> None:
    judgement = judge(story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("lane", LANES)
def test_a_step_that_is_never_done_refutes_it_in_any_lane(lane: str) -> None:
    judgement = judge(without(story(), executed(lane, ORDERS[0], "deliver")))

    assert (judgement.verdict, failed(judgement)) == (Verdict.REFUTED, {f"done:{lane}"})


@pytest.mark.parametrize("lane", LANES)
def test_a_step_that_nobody_asked_for_refutes_it_in_any_lane(lane: str) -> None:
    judgement = judge([*story(), executed(lane, "order-0099", "cook")])

    assert failed(judgement) == {f"done:{lane}", f"unexpected:{lane}"}


@pytest.mark.parametrize("lane", LANES)
def test_it_is_void_when_nobody_was_killed_in_one_lane(lane: str) -> None:
    assert judge(without(story(), told(What.KILLED, f"{lane}-worker-1"))).verdict is Verdict.VOID


@pytest.mark.parametrize("lane", LANES)
def test_it_is_void_when_no_bill_failed_in_one_lane(lane: str) -> None:
    assert judge(without(story(), *failing(lane))).verdict is Verdict.VOID


def test_what_was_done_twice_is_counted_for_its_lane_and_not_judged() -> None:
    judgement = judge([*story(), executed("celery_redis", ORDERS[0], "cook")])

    counted = {check.id: check.counted for check in judgement.checks}
    assert judgement.verdict is Verdict.SHOWN
    assert (counted["twice:celery_redis"], counted["twice:rabbitmq"]) == ("1", "0")


def test_how_late_the_cut_order_was_handed_over_is_counted_and_not_judged() -> None:
    late = step("celery_redis", ORDERS[1], "cook", redelivered=1)

    judgement = judge(without(story(), *late))

    counted = {check.id: check.counted for check in judgement.checks}
    assert judgement.verdict is Verdict.SHOWN
    assert (counted["late:celery_redis"], counted["late:rabbitmq"]) == ("never", "0.10 s")
