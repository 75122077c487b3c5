"""The claim about results can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from demos.stories.celery_results.story import NEVER_SENT
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-results"
KEPT, REPLIED = "order-1-kept", "order-1-replied"


def task(message: str, taken: What, *, begun: float) -> list[Moment]:
    """One task from its sending to its end."""
    queue = message.removeprefix("order-1-")
    return [
        (0.1, told(What.SENT, "shop", message, queue=queue)),
        (0.1, told(taken, queue, message)),
        (begun, told(What.STARTED, f"{queue}-worker", message, queue=queue, attempt=1, pid=2)),
        (begun + 0.1, told(What.EXECUTED, f"{queue}-worker", message, queue=queue, attempt=1)),
        (20.0, told(What.CLOSED, queue, waiting=0)),
    ]


def asked(stop: str, message: str, name: str, *, at: float, state: str = "PENDING") -> Moment:
    """Somebody asks for the state of a task."""
    return at, told(What.OBSERVED, stop, message, name=name, value=state)


def story(*, elsewhere: str = "PENDING", again: str = "PENDING", gone: float = 6.1, read: str = KEPT) -> list[Moment]:
    """A task for each way of giving results, and everything that is asked about them."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, orders=1, expires=3)),
        asked("shop", KEPT, "before", at=0.2),
        asked("shop", NEVER_SENT, "before", at=0.2),
        *task(REPLIED, What.CONFIRMED, begun=1.0),
        *task(KEPT, What.ACCEPTED, begun=3.0),
        *((3.2, told(What.RESULT, stop, KEPT, value=f"{read} is cooked")) for stop in ("shop", "reader")),
        asked("reader", REPLIED, "asked", at=3.3, state=elsewhere),
        (3.4, told(What.RESULT, "shop", REPLIED, value=f"{REPLIED} is cooked")),
        asked("shop", REPLIED, "again", at=3.5, state=again),
        asked("reader", KEPT, "gone", at=gone),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_reply_that_another_program_can_read_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(elsewhere="SUCCESS"))) == {"elsewhere"}


def test_a_reply_that_can_be_read_twice_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(again="SUCCESS"))) == {"again"}


def test_a_result_that_goes_before_its_time_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(gone=5.0))) == {"kept"}


def test_the_result_of_another_order_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(read="order-2"))) == {"fetched", "elsewhere"}


def test_the_claim_is_void_when_there_was_no_reply_yet_to_be_read() -> None:
    hasty = [
        asked("reader", REPLIED, "asked", at=0.5) if each[3].get("name") == "asked" else (at, each)
        for at, each in story()
    ]

    assert judged_at(ID, hasty).verdict is Verdict.VOID
    assert judged_at(ID, []).verdict is Verdict.VOID
