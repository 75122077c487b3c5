"""The claim about a subscriber that was away can be refuted on both brokers."""

import pytest

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-offline-subscriber"
PLACES = {"order-1": ("archive", "archive-queue"), "order-1-redis": ("redis-archive", "redis-archive-queue")}


def got(message: str) -> Told:
    """The archive on one broker works on an order."""
    name, queue = PLACES[message]
    return told(What.EXECUTED, name, message, queue=queue, attempt=1)


def away(*found: str) -> list[Told]:
    """One order on each broker while both archives are away, and which of them are found afterwards."""
    return [
        *(told(What.LEFT, name) for name, _ in PLACES.values()),
        told(What.SENT, "shop", "order-1", queue="archive-queue"),
        told(What.CONFIRMED, "news", "order-1"),
        told(What.SENT, "shop", "order-1-redis", queue="redis-archive-queue"),
        told(What.ACCEPTED, "redis-news", "order-1-redis"),
        *(told(What.JOINED, name) for name, _ in PLACES.values()),
        *(got(message) for message in found),
        *(told(What.CLOSED, queue, waiting=0) for _, queue in PLACES.values()),
    ]


def test_it_is_shown_when_rabbitmq_keeps_and_redis_does_not() -> None:
    judgement = judged(ID, away("order-1"))

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize(
    ("found", "checks"),
    [((), {"kept", "lost"}), (("order-1", "order-1-redis"), {"gone"}), (("order-1",) * 2, {"kept"})],
)
def test_another_end_refutes_it(found: tuple[str, ...], checks: set[str]) -> None:
    assert failed(judged(ID, away(*found))) == checks


def test_it_is_void_when_nobody_was_away() -> None:
    stayed = without(away("order-1"), *(told(What.LEFT, name) for name, _ in PLACES.values()))

    assert judged(ID, stayed).verdict is Verdict.VOID


def test_an_order_that_was_not_taken_refutes_it() -> None:
    refused = without(away("order-1"), told(What.ACCEPTED, "redis-news", "order-1-redis"))

    assert failed(judged(ID, refused)) == {"taken"}


def test_a_copy_that_the_screen_did_not_get_refutes_it() -> None:
    missed = [
        told(What.SENT, "shop", "order-0", queue="redis-screen-queue"),
        told(What.ACCEPTED, "redis-news", "order-0"),
    ]

    assert failed(judged(ID, [*missed, *away("order-1")])) == {"others", "lost"}
