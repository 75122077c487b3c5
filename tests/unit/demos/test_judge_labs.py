"""A lab is judged by its books, and is void if nothing was broken, or what was asked for did not happen."""

from collections.abc import Iterable

import pytest

from demos.catalogue import catalogue, demo
from demos.demo import Judgement, Verdict
from demos.events import What
from demos.lab.judging import EVIDENCE
from demos.tally import ledger
from tests.unit.demos.telling import Told, events, told, without

LABS = [each.id for each in catalogue() if each.id.startswith("lab-")]
BEGUN = told(What.OBSERVED, "worker-1", name="begun", value="worker-killed")
KILLED, JOINED = told(What.KILLED, "worker-1"), told(What.JOINED, "worker-1", pid=4)


def judge(id_: str, story: Iterable[Told]) -> Judgement:
    happened = events(story)
    return demo(id_).judge(ledger(happened), happened)


def failed(judgement: Judgement) -> set[str]:
    return {check.id for check in judgement.checks if not check.holds}


def order(message: str, end: What = What.EXECUTED) -> list[Told]:
    return [
        told(What.SENT, "shop", message, queue="orders"),
        told(What.CONFIRMED, "shop", message),
        told(What.STARTED, "worker-2", message, queue="orders", attempt=1, pid=2),
        told(end, "worker-2", message, queue="orders", attempt=1),
    ]


def story() -> list[Told]:
    """Two orders, and a worker that is killed between them and replaced."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2, work=150),
        *order("order-0001"),
        BEGUN,
        KILLED,
        JOINED,
        *order("order-0002"),
        told(What.CLOSED, "orders", waiting=0),
    ]


def test_there_is_a_lab_for_every_option() -> None:
    assert LABS == ["lab-celery-rabbitmq", "lab-celery-redis", "lab-rabbitmq"]


@pytest.mark.parametrize("id_", LABS)
def test_a_lab_in_which_nothing_is_lost_shows_its_claim(id_: str) -> None:
    judgement = judge(id_, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())
    assert all(check.says for check in judgement.checks)


@pytest.mark.parametrize("id_", LABS)
def test_a_lost_order_refutes_it(id_: str) -> None:
    lost = told(What.EXECUTED, "worker-2", "order-0001", queue="orders", attempt=1)

    judgement = judge(id_, without(story(), lost))

    assert (judgement.verdict, failed(judgement)) == (Verdict.REFUTED, {"executed", "lost"})


@pytest.mark.parametrize("spared", [[BEGUN], [KILLED], [JOINED], [BEGUN, KILLED, JOINED]])
def test_it_is_void_when_nothing_was_broken_or_the_fault_was_not_seen(spared: list[Told]) -> None:
    assert judge("lab-rabbitmq", without(story(), *spared)).verdict is Verdict.VOID


def test_a_fault_at_another_stop_or_before_it_was_begun_is_none() -> None:
    elsewhere = [told(What.KILLED, "worker-2") if each == KILLED else each for each in story()]
    early = [*without(story(), KILLED)]
    early.insert(1, KILLED)

    assert judge("lab-rabbitmq", elsewhere).verdict is Verdict.VOID
    assert judge("lab-rabbitmq", early).verdict is Verdict.VOID


def test_one_of_two_faults_that_did_not_happen_makes_it_void() -> None:
    frozen = told(What.OBSERVED, "worker-1", name="begun", value="worker-frozen")

    assert judge("lab-rabbitmq", [*story(), frozen]).verdict is Verdict.VOID


def test_an_order_that_nobody_can_cook_has_to_be_set_aside() -> None:
    begun = told(What.OBSERVED, "orders", name="begun", value="order-poisoned")
    failing = [begun, *order("poison-0002", What.FAILED)]
    aside = told(What.DEAD_LETTERED, "dead", "poison-0002", queue="orders", reason="delivery limit")
    before, closed = story()[:-1], story()[-1]

    assert judge("lab-rabbitmq", [*before, *failing, aside, closed]).verdict is Verdict.SHOWN
    assert failed(judge("lab-rabbitmq", [*before, *failing, closed])) == {"set-aside", "lost"}


def test_what_was_done_twice_is_counted_and_not_judged() -> None:
    twice = told(What.EXECUTED, "worker-2", "order-0001", queue="orders", attempt=1)

    judgement = judge("lab-rabbitmq", [*story(), twice])

    assert judgement.verdict is Verdict.SHOWN
    assert {check.id: check.counted for check in judgement.checks}["twice"] == "1"


@pytest.mark.parametrize("id_", LABS)
def test_every_fault_on_a_card_has_its_evidence(id_: str) -> None:
    assert {fault.id for fault in demo(id_).faults} <= EVIDENCE.keys()
