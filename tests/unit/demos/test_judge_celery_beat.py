"""The claim about Beat can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import Moment, failed, judged_at
from tests.unit.demos.telling import told

ID = "celery-beat"
QUICK, LONG = 0.1, 1.5


def slot(second: int, *beats: str, takes: float = LONG) -> list[Moment]:
    """Both jobs of a slot, once for each of `beats`."""
    return [
        m for beat in beats for job, time in (("oven", QUICK), ("stock", takes)) for m in sent(job, second, beat, time)
    ]


def sent(job: str, second: int, beat: str, takes: float) -> list[Moment]:
    """One job from its sending to its end."""
    message = f"{job}-{second}"
    return [
        (second, told(What.TICK, beat, message, queue="tasks")),
        (second + 0.01, told(What.ACCEPTED, "tasks", message, beat=beat)),
        (second + 0.1, told(What.STARTED, "worker", message, queue="tasks", attempt=1, pid=2)),
        (second + 0.1 + takes, told(What.EXECUTED, "worker", message, queue="tasks", attempt=1)),
    ]


def story(*, takes: float = LONG) -> list[Moment]:
    """Two slots with one Beat and two with two Beats."""
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, slots=2, work=1500)),
        *(moment for second in (1, 2) for moment in slot(second, "beat-1", takes=takes)),
        *(moment for second in (3, 4) for moment in slot(second, "beat-1", "beat-2", takes=takes)),
        (20.0, told(What.CLOSED, "tasks", waiting=0)),
    ]


def without(story: list[Moment], what: What, second: float) -> list[Moment]:
    """The story without what happened in that second."""
    return [(at, each) for at, each in story if not (each[0] is what and int(at) == second)]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged_at(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_beat_that_sends_a_slot_twice_refutes_the_claim() -> None:
    assert failed(judged_at(ID, [*story(), *slot(1, "beat-1")])) >= {"alone-twice", "by-one"}


def test_a_slot_that_is_sent_once_by_two_beats_refutes_the_claim() -> None:
    once = [moment for moment in story() if moment[0] < 4 or moment[0] >= 20]

    assert failed(judged_at(ID, [*once, *slot(4, "beat-1")])) >= {"twice"}


def test_a_job_that_is_not_executed_again_refutes_the_claim() -> None:
    assert failed(judged_at(ID, without(story(), What.EXECUTED, 5))) >= {"duplicated"}


def test_long_jobs_that_wait_for_each_other_refute_the_claim() -> None:
    assert failed(judged_at(ID, story(takes=0.5))) == {"overlapping"}


def test_the_claim_is_void_with_one_beat() -> None:
    assert judged_at(ID, [moment for moment in story() if moment[1][1] != "beat-2"]).verdict is Verdict.VOID
    assert judged_at(ID, []).verdict is Verdict.VOID
