"""The claim about limits can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-limits"
COOKED = ("roast", "smoke", "long", "next", "unwanted", "after")


def started(second: float, message: str, pid: int) -> Moment:
    return second, told(What.STARTED, "cook", message, queue="kitchen", attempt=1, pid=pid)


def discarded(second: float, message: str, reason: str, pid: int = 1) -> Moment:
    return second, told(What.DISCARDED, "cook", message, queue="kitchen", reason=reason, pid=pid)


def executed(second: float, message: str) -> Moment:
    return second, told(What.EXECUTED, "cook", message, queue="kitchen", attempt=1)


def call(caller: int, number: int, second: float) -> list[Moment]:
    message, where = f"call-{caller}-{number}", f"caller-{caller}"
    return [
        (0.0, told(What.SENT, "shop", message, queue="calls")),
        (0.0, told(What.CONFIRMED, "calls", message)),
        (second, told(What.STARTED, where, message, queue="calls", attempt=1, pid=9)),
        (second + 0.01, told(What.EXECUTED, where, message, queue="calls", attempt=1)),
    ]


def calls(*, apart: float = 0.5, callers: tuple[int, ...] = (1, 2)) -> list[Moment]:
    """Six calls by each caller, `apart` seconds from one to the next."""
    return [each for caller in callers for number in range(6) for each in call(caller, number, 1.0 + number * apart)]


def cooking(*, replaced_by: int = 3, hard_after: float = 1.0) -> list[Moment]:
    """Two tasks that run into their limits, and one that is stopped; one that waits is taken back."""
    return [
        *((0.0, told(What.SENT, "shop", message, queue="kitchen")) for message in COOKED),
        *((0.0, told(What.CONFIRMED, "kitchen", message)) for message in COOKED),
        started(1.0, "roast", 2),
        discarded(2.0, "roast", "soft time limit", 2),
        started(2.1, "smoke", 2),
        discarded(2.1 + hard_after, "smoke", "hard time limit"),
        started(5.0, "long", replaced_by),
        (5.1, told(What.OBSERVED, "shop", "long", name="taken back", value="while it is cooked")),
        discarded(5.2, "long", "terminated"),
        started(5.5, "next", 4),
        executed(5.6, "next"),
        discarded(5.7, "unwanted", "revoked"),
        started(5.8, "after", 4),
        executed(5.9, "after"),
        *((9.0, told(What.CLOSED, queue, waiting=0)) for queue in ("kitchen", "calls")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, [*cooking(), *calls()])

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_process_that_survives_the_hard_limit_refutes_the_claim() -> None:
    assert failed(judged_at(ID, [*cooking(replaced_by=2), *calls()])) == {"killed"}


def test_a_limit_that_comes_too_early_refutes_the_claim() -> None:
    assert failed(judged_at(ID, [*cooking(hard_after=0.5), *calls()])) == {"lasted"}


def test_an_order_that_was_taken_back_and_begun_nevertheless_refutes_the_claim() -> None:
    assert failed(judged_at(ID, [*cooking(), *calls(), started(5.65, "unwanted", 4)])) == {"never-begun"}


def test_callers_that_do_not_keep_the_limit_refute_the_claim() -> None:
    assert failed(judged_at(ID, [*cooking(), *calls(apart=0.2)])) == {"rate", "together"}


def test_two_callers_that_do_no_more_than_one_could_refute_the_claim() -> None:
    assert failed(judged_at(ID, [*cooking(), *calls(apart=1.2)])) == {"together"}


def test_the_claim_is_void_when_one_caller_made_all_calls_or_nothing_was_taken_back() -> None:
    assert judged_at(ID, [*cooking(), *calls(callers=(1,))]).verdict is Verdict.VOID
    assert judged_at(ID, calls()).verdict is Verdict.VOID
