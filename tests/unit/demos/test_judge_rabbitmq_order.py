"""The claim about the order of a queue can be refuted."""

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "rabbitmq-order"
FIRST, SECOND, THIRD = ("order-1", "order-2", "order-3")
KILLED: Moment = (3.5, told(What.KILLED, "line-1"))


def worked(second: float, consumer: str, order: str) -> list[Moment]:
    """A consumer begins an order at that second and is done half a second later."""
    queue = consumer.partition("-")[0]
    return [
        (second, told(What.DELIVERED, consumer, order, queue=queue, redelivered=int(consumer == "line-2"))),
        (second, told(What.STARTED, consumer, order, queue=queue, attempt=1)),
        (second + 0.5, told(What.EXECUTED, consumer, order, queue=queue, attempt=1)),
    ]


CUT = worked(3.0, "line-1", SECOND)[:2]
LINE = [*worked(2.0, "line-1", FIRST), *CUT, *worked(4.0, "line-2", SECOND), *worked(5.0, "line-2", THIRD)]
CROWD = [*worked(2.1, "crowd-1", SECOND), *worked(2.2, "crowd-2", FIRST), *worked(3.0, "crowd-2", THIRD)]


def story(*, line: list[Moment] = LINE, crowd: list[Moment] = CROWD, kill: bool = True) -> Judgement:
    """The judgement of three orders in both queues."""
    placed = (FIRST, SECOND, THIRD)
    return judged_at(
        ID,
        [
            *((1.0, told(What.SENT, "shop", order, queues="line crowd")) for order in placed),
            *((1.1, told(What.CONFIRMED, "exchange", order)) for order in placed),
            *line,
            *crowd,
            *([KILLED] if kill else []),
            *((9.0, told(What.CLOSED, queue, waiting=0)) for queue in ("line", "crowd")),
        ],
    )


def test_it_is_shown_when_only_the_crowd_overtakes() -> None:
    assert (story().verdict, failed(story())) == (Verdict.SHOWN, set())


def test_a_crowd_that_keeps_the_order_refutes_it() -> None:
    crowd = [*worked(2.1, "crowd-1", FIRST), *worked(2.2, "crowd-2", SECOND), *worked(3.0, "crowd-2", THIRD)]

    assert failed(story(crowd=crowd)) == {"crowd"}


def test_a_cut_order_that_comes_back_too_late_refutes_it() -> None:
    late = [*worked(2.0, "line-1", FIRST), *CUT, *worked(4.0, "line-2", THIRD), *worked(5.0, "line-2", SECOND)]

    assert failed(story(line=late)) == {"begun", "done"}


def test_a_standby_that_works_before_the_kill_refutes_it() -> None:
    early = [*worked(2.0, "line-2", FIRST), *CUT, *worked(4.0, "line-2", SECOND), *worked(5.0, "line-2", THIRD)]

    assert failed(story(line=early)) == {"idle"}


def test_an_order_that_is_lost_refutes_it() -> None:
    assert {"executed", "lost"} <= failed(story(line=LINE[:-3]))


def test_it_is_void_when_nobody_was_killed() -> None:
    assert story(kill=False).verdict is Verdict.VOID
