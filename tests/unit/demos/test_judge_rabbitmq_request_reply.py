"""The claim about questions and answers can be refuted."""

import pytest

from demos.demo import Judgement, Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import Told, told

ID = "rabbitmq-request-reply"
LAST = "order-0003"


def question(second: float, order: str) -> list[Moment]:
    """A question is asked and confirmed."""
    sent = told(What.SENT, "customer", order, queues="questions", routing_key="questions")
    return [(second, sent), (second + 0.001, told(What.CONFIRMED, "questions", order))]


def looked_up(order: str, pid: int = 2) -> list[Told]:
    return [
        told(What.STARTED, "desk-1", order, queue="questions", attempt=1, pid=pid),
        told(What.EXECUTED, "desk-1", order, queue="questions", attempt=1),
    ]


def reply(order: str, about: str = "") -> Told:
    return told(What.REPLIED, "customer", order, milliseconds=1.5, about=about or order)


def gave_up(seconds: float) -> Moment:
    return 5.0, told(What.MEASURED, "customer", LAST, name="gave up after", value=seconds, unit="s")


def story() -> list[Moment]:
    """Two questions that are answered the other way round, and one that is not."""
    answered = [*looked_up("order-0001"), *looked_up("order-0002"), reply("order-0002"), reply("order-0001")]
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, calls=2, patience=1000)),
        *question(1.0, "order-0001"),
        *question(1.1, "order-0002"),
        *((2.0 + number / 10, each) for number, each in enumerate(answered)),
        (3.0, told(What.LEFT, "desk-1")),
        *question(4.0, LAST),
        gave_up(1.0),
        (6.0, told(What.CLOSED, "questions", waiting=1)),
    ]


def spoilt(before: Told, after: Told | None = None) -> Judgement:
    """The judgement when one thing did not happen, or another instead."""
    assert before in [each for _, each in story()]
    return judged_at(
        ID, ((at, after if each == before and after else each) for at, each in story() if after or each != before)
    )


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())
    assert [check.counted for check in judgement.checks if check.id == "overtook"] == ["1"]


def test_a_question_that_is_not_answered_refutes_it() -> None:
    assert failed(spoilt(reply("order-0001"))) == {"replied", "once"}


def test_an_answer_to_another_question_refutes_it() -> None:
    assert failed(spoilt(reply("order-0001"), reply("order-0001", "order-0002"))) == {"matched"}


def test_an_answer_from_nobody_refutes_it() -> None:
    assert "once" in failed(judged_at(ID, [*story(), (7.0, reply(LAST))]))


@pytest.mark.parametrize("seconds", [0.9, 6.1])
def test_giving_up_too_early_or_too_late_refutes_it(seconds: float) -> None:
    assert failed(spoilt(gave_up(1.0)[1], gave_up(seconds)[1])) == {"patience"}


def test_looking_it_up_in_the_process_that_asked_refutes_it() -> None:
    assert failed(spoilt(looked_up("order-0001")[0], looked_up("order-0001", pid=1)[0])) == {"elsewhere"}


def test_it_is_void_when_somebody_was_there_all_the_time() -> None:
    assert spoilt(told(What.LEFT, "desk-1")).verdict is Verdict.VOID
