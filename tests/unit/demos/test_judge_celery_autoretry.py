"""The claim about retries can be refuted: each test spoils one thing in a story that went well."""

from collections.abc import Sequence

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import Told, told

ID = "celery-autoretry"


def attempts(bill: str, delays: Sequence[float], *last: Told, early: float = 0.0) -> list[Moment]:
    """A bill that fails and is tried again after each of `delays`, or `early` seconds before."""
    queue = "plain" if bill == "plain-1" else "tasks"
    moments, at = [(0.1, told(What.SENT, "shop", bill, queue=queue)), (0.1, told(What.ACCEPTED, queue, bill))], 1.0
    for attempt, delay in enumerate(delays, start=1):
        moments += [
            (at, told(what, "worker", bill, queue=queue, attempt=attempt)) for what in (What.STARTED, What.FAILED)
        ]
        moments += [(at, told(What.RETRYING, "worker", bill, queue=queue, attempt=attempt, delay=delay))]
        at += delay - early
    began = told(What.STARTED, "worker", bill, queue=queue, attempt=len(delays) + 1)
    return [*moments, (at, began), *((at, each) for each in last)]


def end(bill: str, reason: str = "", *, queue: str = "tasks") -> list[Told]:
    """How the last attempt ends: well, or with an error for a `reason`."""
    if not reason:
        return [told(What.EXECUTED, "worker", bill, queue=queue, attempt=3)]
    error = told(What.FAILED, "worker", bill, queue=queue, attempt=3)
    return [error] if reason == "gone" else [error, told(What.DISCARDED, "worker", bill, queue=queue, reason=reason)]


def story(
    *, exact: Sequence[float] = (1.0, 2.0), jitter: Sequence[float] = (0.0, 2.0), early: float = 0.0
) -> list[Moment]:
    """A bill of each kind."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, orders=1)),
        *attempts("exact-1", exact, *end("exact-1"), early=early),
        *attempts("jitter-1", jitter, *end("jitter-1")),
        *attempts("hopeless-1", (1.0, 2.0), *end("hopeless-1", "max_retries")),
        *attempts("unlisted-1", (), *end("unlisted-1", "WrongCard is not listed")),
        *attempts("plain-1", (), *end("plain-1", "gone", queue="plain")),
        *((20.0, told(What.CLOSED, queue, waiting=0)) for queue in ("tasks", "plain")),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_delay_that_is_not_the_backoff_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(exact=(1.0, 1.5)))) == {"asked", "waited"}
    assert failed(judged_at(ID, story(jitter=(2.0, 2.0)))) == {"drawn"}


def test_a_retry_before_its_time_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(early=0.5))) == {"waited"}


def test_a_retry_too_few_refutes_the_claim() -> None:
    assert failed(judged_at(ID, story(exact=(1.0,)))) == {"attempts", "retries"}


def test_a_bill_that_is_settled_without_a_policy_refutes_the_claim() -> None:
    settled = [(at, each) for at, each in story() if each[:3] != (What.FAILED, "worker", "plain-1")]
    worked = told(What.EXECUTED, "worker", "plain-1", queue="plain", attempt=1)

    judgement = judged_at(ID, [*story(), (10.0, worked)])

    assert failed(judgement) == {"gone"}
    assert judged_at(ID, settled).verdict is Verdict.VOID


def test_the_claim_is_void_when_nothing_failed() -> None:
    assert judged_at(ID, []).verdict is Verdict.VOID
