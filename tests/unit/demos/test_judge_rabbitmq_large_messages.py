"""The claim about large messages can be refuted."""

import pytest

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told

ID = "rabbitmq-large-messages"
SIZE, LIMIT = 17_000_000, 16_000_000
DIGEST = "ab" * 32
TOO_LARGE, REFERENCE, REDIS = "photo-times-1", "reference-1", "photo-on-redis"


def measured(stop: str, message: str, name: str, value: int) -> Told:
    return told(What.MEASURED, stop, message, name=name, value=value, unit="bytes")


def digest(stop: str, message: str | None, value: str = DIGEST) -> Told:
    return told(What.OBSERVED, stop, message, name="sha256", value=value)


def refused(reason: str = f"message size {SIZE} is larger than configured max size {LIMIT}") -> Told:
    return told(What.REFUSED, "shop", TOO_LARGE, reason=reason)


CLOSED = told(What.OBSERVED, "shop", TOO_LARGE, name="channel", value="closed")
ARRIVED = told(What.EXECUTED, "album", REFERENCE, queue="photos", attempt=1)
FEW, MEMORY = measured("shop", REFERENCE, "size", 17), measured("redis-photos", REDIS, "memory", SIZE + 1)


def story() -> list[Told]:
    """A photo is refused, a reference passes, and Redis takes the photo."""
    return [
        digest("shop", None),
        measured("shop", TOO_LARGE, "size", SIZE),
        told(What.SENT, "shop", TOO_LARGE, queues="photos"),
        refused(),
        CLOSED,
        FEW,
        told(What.SENT, "shop", REFERENCE, queues="photos"),
        told(What.CONFIRMED, "photos", REFERENCE),
        digest("album", REFERENCE),
        ARRIVED,
        told(What.CLOSED, "photos", waiting=0),
        told(What.SENT, "shop", REDIS, queue="redis-photos"),
        told(What.ACCEPTED, "redis-photos", REDIS),
        MEMORY,
        digest("redis-photos", REDIS),
        told(What.CLOSED, "redis-photos", waiting=1),
    ]


def spoilt(before: Told, after: Told | None = None) -> Judgement:
    """The judgement when one thing did not happen, or another instead."""
    assert before in story()
    changed = (after if each == before else each for each in story())
    return judged(ID, (each for each in changed if each is not None))


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_it_is_void_when_nothing_was_above_the_limit() -> None:
    assert spoilt(refused(), told(What.CONFIRMED, "photos", TOO_LARGE)).verdict is Verdict.VOID


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        (refused(), refused("no such queue"), "refused"),
        (CLOSED, None, "closed"),
        (FEW, measured("shop", REFERENCE, "size", 201), "few"),
        (digest("album", REFERENCE), digest("album", REFERENCE, "cd" * 32), "same"),
        (digest("redis-photos", REDIS), digest("redis-photos", REDIS, "cd" * 32), "same-on-redis"),
        (MEMORY, measured("redis-photos", REDIS, "memory", SIZE - 1), "memory"),
    ],
)
def test_anything_else_refutes_it(before: Told, after: Told | None, check: str) -> None:
    assert failed(spoilt(before, after)) == {check}


def test_a_reference_that_does_not_arrive_refutes_it() -> None:
    assert failed(spoilt(ARRIVED)) == {"passed", "lost"}
