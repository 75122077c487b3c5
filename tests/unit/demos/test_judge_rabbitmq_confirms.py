"""The claim about what publishers hear can be refuted."""

from collections.abc import Sequence

import pytest

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-confirms"
GOOD, SHELVED = "order-1", ["order-2", "order-3", "order-4", "order-5"]
TYPO, TOO_MANY = "order-6", "order-7"
KEPT = [GOOD, *SHELVED]
PLANNED = told(What.PLANNED, seed=1, pid=1, orders=1, typos=1, too_many=1)


def sent(shop: str, queues: str, order: str) -> Told:
    return told(What.SENT, shop, order, queues=queues, routing_key="")


def cooked(order: str, queue: str = "kitchen") -> Told:
    return told(What.EXECUTED, "cook", order, queue=queue, attempt=1)


def story() -> list[Told]:
    """One good order, four on the shelf, one with a typo and one too many, from both shops."""
    everything = [*KEPT, TYPO, TOO_MANY]
    return [
        PLANNED,
        *(sent("shop", "kitchen", order) for order in everything),
        *(told(What.CONFIRMED, "exchange", order) for order in KEPT),
        told(What.RETURNED, "shop", TYPO),
        told(What.REFUSED, "shop", TOO_MANY, reason="full"),
        *(sent("hasty-shop", "hasty-kitchen", f"{order}-hasty") for order in everything),
        *(cooked(order) for order in KEPT),
        *(cooked(f"{order}-hasty", "hasty-kitchen") for order in KEPT),
        *(told(What.CLOSED, queue, waiting=0) for queue in ("kitchen", "hasty-kitchen")),
    ]


def more(*happened: Told) -> Judgement:
    return judged(ID, [*story(), *happened])


def less(*happened: Told) -> Judgement:
    return judged(ID, without(story(), *happened))


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = more()

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_without_an_answer_refutes_it() -> None:
    assert failed(less(told(What.RETURNED, "shop", TYPO))) == {"returned", "one-answer"}


def test_a_confirmed_order_that_is_nowhere_refutes_it() -> None:
    assert failed(less(cooked(GOOD))) == {"kept"}


@pytest.mark.parametrize("order", [TYPO, TOO_MANY])
def test_an_order_that_was_given_back_and_cooked_refutes_it(order: str) -> None:
    assert failed(more(cooked(order))) == {"given-back"}


def test_a_shop_that_hears_without_asking_refutes_it() -> None:
    assert failed(more(told(What.RETURNED, "hasty-shop", f"{TYPO}-hasty"))) == {"heard", "missing"}


@pytest.mark.parametrize("orders", [[TYPO], [TYPO, TOO_MANY]])
def test_a_shop_that_forgets_and_loses_less_refutes_it(orders: Sequence[str]) -> None:
    assert "missing" in failed(more(*(cooked(f"{order}-hasty", "hasty-kitchen") for order in orders)))


def test_it_is_void_when_no_order_was_bad() -> None:
    good = told(What.PLANNED, seed=1, pid=1, orders=1, typos=0, too_many=0)

    assert judged(ID, [good, *story()[1:]]).verdict is Verdict.VOID
