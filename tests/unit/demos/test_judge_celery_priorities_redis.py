"""The claim about priorities on Redis can be refuted: each test spoils one thing in a story that went well."""

from collections.abc import Sequence

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told

ID = "celery-priorities-redis"


def begun(priority: int) -> list[Told]:
    """An order that is worked on."""
    return [
        told(What.STARTED, "worker", f"order-{priority}", queue="tasks", attempt=1, pid=2),
        told(What.EXECUTED, "worker", f"order-{priority}", queue="tasks", attempt=1),
    ]


def story(*, sequence: Sequence[int] = (2, 0, 3, 9), lists: int = 3) -> list[Told]:
    """One order of each priority, and the sequence in which they are worked on."""
    sent = (told(What.SENT, "shop", f"order-{each}", queue="tasks", priority=each) for each in (9, 3, 2, 0))
    return [
        *sent,
        *(told(What.ACCEPTED, "tasks", f"order-{each}") for each in (9, 3, 2, 0)),
        told(What.MEASURED, "tasks", name="lists", value=lists, unit="lists"),
        *(each for priority in sequence for each in begun(priority)),
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_less_urgent_list_first_refutes_the_claim() -> None:
    assert failed(judged(ID, story(sequence=(3, 2, 0, 9)))) == {"sorted"}


def test_every_number_told_apart_refutes_the_claim() -> None:
    assert failed(judged(ID, story(sequence=(0, 2, 3, 9)))) == {"blurred"}


def test_one_list_for_all_refutes_the_claim() -> None:
    assert failed(judged(ID, story(lists=1))) == {"lists"}


def test_the_claim_is_void_when_work_began_before_all_was_placed() -> None:
    assert judged(ID, [story()[9], *story()]).verdict is Verdict.VOID
