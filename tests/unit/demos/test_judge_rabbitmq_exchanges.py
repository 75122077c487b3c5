"""Our own rules of the four exchanges, and the judge that compares the broker with them."""

import pytest
from pika.exchange_type import ExchangeType

from demos.demo import Verdict
from demos.events import What
from demos.stories.rabbitmq_exchanges.matching import Binding, wanted
from demos.stories.rabbitmq_exchanges.topology import ALTERNATE, BINDINGS, queues
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-exchanges"
BOTH = {"city": "riga", "kind": "pickup"}


@pytest.mark.parametrize(("key", "fits"), [("riga", True), ("rig", False), ("riga.old", False), ("*", False)])
def test_a_direct_exchange_compares_the_whole_key(key: str, fits: bool) -> None:
    assert bool(wanted(ExchangeType.direct, [Binding(queue="desk", key="riga")], key, {})) is fits


def test_a_fanout_exchange_compares_nothing() -> None:
    bound = [Binding(queue="one", key="riga"), Binding(queue="two")]

    assert wanted(ExchangeType.fanout, bound, "lisbon", {}) == {"one", "two"}


def test_a_topic_exchange_compares_words() -> None:
    bound = [Binding(queue="one", key="order.*"), Binding(queue="two", key="#.riga")]

    assert wanted(ExchangeType.topic, bound, "order.riga", {}) == {"one", "two"}


@pytest.mark.parametrize(
    ("headers", "every", "fits"),
    [
        (BOTH, True, True),
        ({**BOTH, "colour": "blue"}, True, True),  # more headers than asked for do no harm
        ({"city": "riga"}, True, False),
        ({"city": "riga", "kind": "delivery"}, True, False),
        ({"city": "riga"}, False, True),
        ({"city": "lisbon", "kind": "delivery"}, False, False),
        ({}, False, False),
    ],
)
def test_a_headers_exchange_compares_all_or_any_of_the_headers(
    headers: dict[str, str], every: bool, fits: bool
) -> None:
    bound = [Binding(queue="desk", headers=BOTH, every=every)]

    assert bool(wanted(ExchangeType.headers, bound, "", headers)) is fits


def order(number: int, exchange: str, wanting: str) -> list[Told]:
    """One message on its way through an exchange into the queues that want it."""
    message = f"order-{number}-{exchange}"
    return [
        told(What.SENT, "shop", message, queues=wanting),
        told(What.CONFIRMED, exchange, message),
        *(told(What.EXECUTED, "reader", message, queue=queue, attempt=1) for queue in wanting.split()),
    ]


def story() -> list[Told]:
    """Every binding gets one message, and one is left over."""
    both = [order(1, kind.value, " ".join(binding.queue for binding in bound)) for kind, bound in BINDINGS.items()]
    told_of = [each for message in (*both, order(2, "direct", ALTERNATE)) for each in message]
    return [*told_of, *(told(What.CLOSED, queue, waiting=0) for queue in queues())]


def test_it_is_shown_when_every_copy_is_where_the_rules_send_it() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("kind", BINDINGS)
def test_a_copy_that_is_missing_refutes_it(kind: ExchangeType) -> None:
    queue = BINDINGS[kind][0].queue
    copy = told(What.EXECUTED, "reader", f"order-1-{kind.value}", queue=queue, attempt=1)

    assert failed(judged(ID, without(story(), copy))) == {"exact", "executed", "lost"}


def test_a_copy_in_a_wrong_queue_refutes_it() -> None:
    wrong = told(What.EXECUTED, "reader", "order-2-direct", queue="riga", attempt=1)

    assert failed(judged(ID, [*story(), wrong])) == {"unexpected"}


def test_a_copy_that_nobody_expected_and_nobody_read_refutes_it() -> None:
    assert failed(judged(ID, [*story(), told(What.CLOSED, "riga", waiting=1)])) == {"left"}


def test_an_order_that_comes_back_refutes_it() -> None:
    assert {"returned"} <= failed(judged(ID, [*story(), told(What.RETURNED, "shop", "order-2-direct")]))


def test_nothing_at_all_shows_nothing() -> None:
    assert judged(ID, []).verdict is Verdict.REFUTED
