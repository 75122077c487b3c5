"""The claim about order can be refuted: each test spoils one thing in a story that went well."""

from collections.abc import Sequence

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "rabbitmq-order"
QUEUES = ("one-active", "competing")


def sent(queue: str) -> list[Moment]:
    """Three orders on a queue."""
    names = [f"order-{number}-{queue}" for number in (1, 2, 3)]
    return [
        *((0.0, told(What.SENT, "shop", name, queues=queue)) for name in names),
        *((0.0, told(What.CONFIRMED, "exchange", name)) for name in names),
    ]


def worked(queue: str, number: int, who: str, at: float) -> list[Moment]:
    """An order from its beginning to its end, half a second later."""
    name = f"order-{number}-{queue}"
    return [
        (at, told(What.STARTED, who, name, queue=queue, attempt=1, pid=2)),
        (at + 0.5, told(What.EXECUTED, who, name, queue=queue, attempt=1)),
    ]


def story(
    *, rest: Sequence[int] = (2, 3), competing: Sequence[int] = (1, 3, 2), stand_by: float = 2.0, kill: bool = True
) -> list[Moment]:
    """The active consumer is killed in its second order; the other one does the rest."""
    after = enumerate(rest)
    return [
        *(each for queue in QUEUES for each in sent(queue)),
        *worked("one-active", 1, "active", 1.0),
        (1.6, told(What.STARTED, "active", "order-2-one-active", queue="one-active", attempt=1, pid=2)),
        *([(1.8, told(What.KILLED, "active"))] if kill else []),
        *(m for place, number in after for m in worked("one-active", number, "stand-by", stand_by + place)),
        *(m for place, number in enumerate(competing) for m in worked("competing", number, "one", 1.0 + place)),
        *((9.0, told(What.CLOSED, queue, waiting=0)) for queue in QUEUES),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_an_order_that_overtakes_on_the_first_queue_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(rest=(3, 2)))) == {"kept"}


def test_nobody_overtaking_on_the_other_queue_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(competing=(1, 2, 3)))) == {"overtook"}


def test_a_stand_by_that_works_before_the_kill_refutes_the_claim() -> None:
    assert "idle" in failed(judged_at(ID, story(stand_by=1.55)))


def test_an_order_that_is_lost_with_the_killed_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(rest=(3,)))) == {"executed", "lost"}


def test_the_claim_is_void_when_nobody_was_killed() -> None:
    assert judged_at(ID, story(kill=False)).verdict is Verdict.VOID
