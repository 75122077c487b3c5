"""The claim about broadcasts can be refuted: each test spoils one thing in a story that went well."""

from collections.abc import Sequence

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-broadcast"
KILLED = told(What.KILLED, "worker-1")


def heard(message: str, worker: int) -> Told:
    """A broadcast that a worker executed."""
    return told(What.EXECUTED, f"worker-{worker}", message, queue=f"copies-worker-{worker}", attempt=1)


def broadcast(message: str, living: Sequence[int]) -> list[Told]:
    """A broadcast that everybody who lives executed."""
    return [
        told(What.SENT, "shop", message, queues=" ".join(f"copies-worker-{worker}" for worker in living)),
        told(What.CONFIRMED, "menu", message),
        *(heard(message, worker) for worker in living),
    ]


def joined(*workers: int) -> list[Told]:
    """Workers that are there now."""
    return [told(What.JOINED, f"worker-{worker}", pid=2) for worker in workers]


def story() -> list[Told]:
    """One broadcast to two, one to three, one while the first is away."""
    return [
        *joined(1, 2),
        *broadcast("menu-1", [1, 2]),
        *joined(3),
        *broadcast("menu-2", [1, 2, 3]),
        KILLED,
        *broadcast("menu-3", [2, 3]),
        *joined(1),
        *(told(What.CLOSED, f"copies-worker-{worker}", waiting=0) for worker in (1, 2, 3)),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_living_worker_that_misses_one_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), heard("menu-1", 2)))) == {"living", "executed", "lost"}


def test_a_late_worker_that_hears_an_earlier_one_refutes_the_claim() -> None:
    assert failed(judged(ID, [*story(), heard("menu-1", 3)])) == {"missed", "unexpected"}


def test_the_claim_is_void_when_nobody_was_away() -> None:
    assert judged(ID, without(story(), KILLED)).verdict is Verdict.VOID
