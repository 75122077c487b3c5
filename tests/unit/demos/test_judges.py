"""Every claim can be refuted: each test spoils one thing in a story that went well."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from demos.catalogue import demo
from demos.demo import Judgement, Verdict
from demos.events import What
from demos.tally import ledger
from tests.unit.demos import stories
from tests.unit.demos.telling import Told, events, told, without


def judge(id_: str, story: Iterable[Told]) -> Judgement:
    what, happened = demo(id_), events(story)
    return what.judge(ledger(happened, no_confirms=what.no_confirms), happened)


def judge_tasks(story: Iterable[tuple[float, Told]]) -> Judgement:
    what, moments = demo("celery-redis-tasks"), sorted(story, key=lambda moment: moment[0])
    stamped = zip(moments, events(each for _, each in moments), strict=True)
    happened = tuple(replace(event, at=second) for (second, _), event in stamped)
    return what.judge(ledger(happened, no_confirms=what.no_confirms), happened)


def failed(judgement: Judgement) -> set[str]:
    return {check.id.partition(":")[0] for check in judgement.checks if not check.holds}


def last_of(story: list[Told], what: What, message: str, queue: str) -> Told:
    return [each for each in story if each[0] is what and each[2] == message and each[3].get("queue") == queue][-1]


def test_the_routing_claim_is_shown_when_all_goes_well() -> None:
    judgement = judge("rabbitmq-routing", stories.routing())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_lost_order_refutes_the_routing_claim() -> None:
    story = stories.routing()
    done = last_of(story, What.EXECUTED, "order-0002", "kitchen")

    judgement = judge("rabbitmq-routing", without(story, done))

    assert judgement.verdict is Verdict.REFUTED
    assert failed(judgement) == {"routed", "executed", "lost"}


def test_an_order_in_the_wrong_queue_refutes_the_routing_claim() -> None:
    stray = stories.worked_on("order-0002", "delivery", "courier")

    judgement = judge("rabbitmq-routing", [*stories.routing(), *stray])

    assert judgement.verdict is Verdict.REFUTED
    assert "unexpected" in failed(judgement)


def test_an_order_that_was_not_given_back_refutes_the_routing_claim() -> None:
    given_back = told(What.RETURNED, "shop", "order-0003")

    judgement = judge("rabbitmq-routing", without(stories.routing(), given_back))

    assert failed(judgement) == {"returned"}


def test_a_missing_confirm_refutes_the_routing_claim() -> None:
    confirmed = told(What.CONFIRMED, "exchange", "order-0002")

    assert "confirmed" in failed(judge("rabbitmq-routing", without(stories.routing(), confirmed)))


def test_a_newcomer_that_gets_nothing_refutes_the_routing_claim() -> None:
    story = stories.routing()
    done = last_of(story, What.EXECUTED, "order-0004", "invoices")

    assert "joined" in failed(judge("rabbitmq-routing", without(story, done)))


def test_a_newcomer_that_was_there_from_the_start_refutes_the_routing_claim() -> None:
    bound = told(What.BOUND, "invoices", pattern="order.#")
    story = without(stories.routing(), bound)

    assert "before" in failed(judge("rabbitmq-routing", [story[0], bound, *story[1:]]))


def test_an_order_that_comes_back_without_the_flag_refutes_the_routing_claim() -> None:
    flagged = told(What.DELIVERED, "cook-2", "order-0004", queue="kitchen", redelivered=1)

    judgement = judge("rabbitmq-routing", without(stories.routing(), flagged))

    assert (judgement.verdict, failed(judgement)) == (Verdict.REFUTED, {"redelivered"})


def test_an_unanswered_question_refutes_the_routing_claim() -> None:
    replied = told(What.REPLIED, "shop", "question-0001", milliseconds=3.0)

    assert failed(judge("rabbitmq-routing", without(stories.routing(), replied))) == {"replied"}


@pytest.mark.parametrize(
    ("id_", "story", "victim"),
    [("rabbitmq-routing", stories.routing(), "cook-1"), ("celery-rabbitmq-crash", stories.crash(), "worker-1")],
)
def test_a_claim_is_void_when_nobody_was_killed(id_: str, story: list[Told], victim: str) -> None:
    assert judge(id_, without(story, told(What.KILLED, victim))).verdict is Verdict.VOID


def test_a_claim_is_void_when_the_kill_came_after_the_work() -> None:
    story = stories.crash()
    late = [told(What.EXECUTED, "worker-1", "order-0002", queue="orders", attempt=1), told(What.KILLED, "worker-1")]
    cut = story.index(told(What.KILLED, "worker-1"))

    assert judge("celery-rabbitmq-crash", [*story[:cut], *late, story[-1]]).verdict is Verdict.VOID


def test_the_crash_claim_is_shown_when_all_goes_well() -> None:
    judgement = judge("celery-rabbitmq-crash", stories.crash())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_the_crash_claim_counts_honestly_that_the_cut_order_was_started_twice() -> None:
    checks = {check.id: check.counted for check in judge("celery-rabbitmq-crash", stories.crash()).checks}

    assert (checks["started-twice"], checks["once"], checks["duplicated"]) == ("2", "1", "0")


def test_a_cut_order_that_never_comes_back_refutes_the_crash_claim() -> None:
    story = stories.crash()
    again = stories.worked_on("order-0002", "orders", "worker-2", redelivered=1, pid=3)

    judgement = judge("celery-rabbitmq-crash", without(story, *again))

    assert judgement.verdict is Verdict.REFUTED
    assert {"redelivered", "completed", "soon", "lost"} <= failed(judgement)


def test_a_cut_order_that_comes_back_late_refutes_the_crash_claim() -> None:
    waiting = [told(What.STAGE, name="finish")] * 100
    story = stories.crash()
    cut = story.index(told(What.KILLED, "worker-1")) + 1

    assert failed(judge("celery-rabbitmq-crash", [*story[:cut], *waiting, *story[cut:]])) == {"soon"}


def test_an_order_that_is_completed_twice_refutes_the_crash_claim() -> None:
    twice = told(What.EXECUTED, "worker-2", "order-0001", queue="orders", attempt=1)

    assert "duplicated" in failed(judge("celery-rabbitmq-crash", [*stories.crash(), twice]))


def test_a_missing_confirm_refutes_the_crash_claim() -> None:
    confirmed = told(What.CONFIRMED, "exchange", "order-0001")

    assert failed(judge("celery-rabbitmq-crash", without(stories.crash(), confirmed))) == {"confirmed"}


def test_the_task_claim_is_shown_when_all_goes_well() -> None:
    judgement = judge_tasks(stories.tasks())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_the_task_claim_is_void_when_nothing_failed() -> None:
    story = [moment for moment in stories.tasks() if moment[1][0] not in (What.FAILED, What.RETRYING)]

    assert judge_tasks(story).verdict is Verdict.VOID


def test_a_missing_retry_refutes_the_task_claim() -> None:
    story = [moment for moment in stories.tasks() if moment[1][3].get("attempt") != 3]

    judgement = judge_tasks(story)

    assert judgement.verdict is Verdict.REFUTED
    assert {"attempts", "backoff", "lost"} <= failed(judgement)


@pytest.mark.parametrize("second", [3.5, 16.0])
def test_a_retry_that_comes_too_early_or_too_late_refutes_the_task_claim(second: float) -> None:
    third = told(What.STARTED, "worker", "bill-0001", queue="tasks", attempt=3, pid=3)
    story = [(second if each == third else at, each) for at, each in stories.tasks()]

    assert "backoff" in failed(judge_tasks(story))


def test_work_in_the_process_that_asked_refutes_the_task_claim() -> None:
    own = [(1.0, told(What.STARTED, "worker", "order-0001", queue="tasks", attempt=1, pid=1))]

    assert failed(judge_tasks([*stories.tasks(), *own])) == {"elsewhere"}


def test_a_result_that_cannot_be_fetched_refutes_the_task_claim() -> None:
    result = told(What.RESULT, "results", "bill-0001", value="bill-0001 is paid")

    assert failed(judge_tasks(m for m in stories.tasks() if m[1] != result)) == {"results", "values"}


def test_a_result_of_somebody_else_refutes_the_task_claim() -> None:
    wrong = [(6.0, told(What.RESULT, "results", "bill-0001", value="order-0001 is cooked"))]

    assert failed(judge_tasks([*stories.tasks(), *wrong])) == {"values"}


def test_progress_that_goes_back_refutes_the_task_claim() -> None:
    back = [(2.9, told(What.PROGRESS, "results", "order-0001", done=1, of=2))]

    assert failed(judge_tasks([*stories.tasks(), *back])) == {"backwards"}


def test_progress_that_was_never_read_refutes_the_task_claim() -> None:
    story = [m for m in stories.tasks() if (m[1][0], m[1][1]) != (What.PROGRESS, "results")]

    assert failed(judge_tasks(story)) == {"progress"}


def test_a_clock_that_stands_still_refutes_the_task_claim() -> None:
    assert {"ticks", "rhythm"} <= failed(judge_tasks(m for m in stories.tasks() if m[1][0] is not What.TICK))


def test_a_clock_that_ticks_too_slowly_refutes_the_task_claim() -> None:
    story = [(at * 4 if each[0] is What.TICK else at, each) for at, each in stories.tasks()]

    assert "rhythm" in failed(judge_tasks(story))


@pytest.mark.parametrize("id_", ["rabbitmq-routing", "celery-redis-tasks", "celery-rabbitmq-crash"])
def test_a_run_in_which_nothing_happened_is_void_and_not_shown(id_: str) -> None:
    assert judge(id_, []).verdict is Verdict.VOID


@pytest.mark.parametrize("id_", ["rabbitmq-routing", "celery-redis-tasks", "celery-rabbitmq-crash"])
def test_every_check_has_words(id_: str) -> None:
    assert all(check.says for check in judge(id_, []).checks)
