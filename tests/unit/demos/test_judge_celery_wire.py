"""The claim about the wire can be refuted: each test spoils one thing in a story that went well."""

import json

import pytest

from demos.demo import Verdict
from demos.events import What
from demos.stories.celery_wire.by_hand import EMBED
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "celery-wire"
RABBIT, REDIS = "rabbit-tasks", "redis-tasks"
PLACED = [
    ("shop", RABBIT, "order-1"),
    ("shop", REDIS, "order-2"),
    ("client", RABBIT, "order-3"),
    ("client", REDIS, "order-4"),
]


def seen(queue: str, order: str, **other: str) -> list[Told]:
    """What was read of a task."""
    body = json.dumps([[order], {"city": "riga"}, EMBED])
    read = {
        "task": '"wire.cook"',
        "id": f'"id of {order}"',
        "lang": '"py"',
        "retries": "0",
        "eta": "null",
        "body": body,
    }
    read |= {"content-type": "application/json", "encoding": "base64" if queue == REDIS else "none", **other}
    return [told(What.OBSERVED, queue, order, name=name, value=value) for name, value in read.items()]


def run(queue: str, order: str, city: str = "riga") -> list[Told]:
    return [
        told(What.STARTED, f"{queue}-worker", order, queue=queue, attempt=1, pid=2),
        told(What.OBSERVED, f"{queue}-worker", order, name="city", value=city),
        told(What.EXECUTED, f"{queue}-worker", order, queue=queue, attempt=1),
    ]


def story(**other: str) -> list[Told]:
    """Two tasks by Celery, of which the first is seen with something `other`; two by hand; a note."""
    return [
        *(told(What.SENT, who, order, queue=queue) for who, queue, order in PLACED),
        *(told(What.CONFIRMED, queue, order) for _, queue, order in PLACED),
        *(told(What.OBSERVED, who, order, name="city", value="riga") for who, _, order in PLACED),
        *(told(What.OBSERVED, "shop", order, name="id", value=f"id of {order}") for order in ("order-1", "order-2")),
        told(What.SENT, "client", "note-1", queue=RABBIT),
        told(What.CONFIRMED, RABBIT, "note-1"),
        *seen(RABBIT, "order-1", **other),
        *seen(REDIS, "order-2"),
        told(What.DISCARDED, f"{RABBIT}-worker", "note-1", queue=RABBIT, reason="it is no task"),
        *(each for _, queue, order in PLACED for each in run(queue, order)),
        *(told(What.CLOSED, queue, waiting=0) for queue in (RABBIT, REDIS)),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("task", "task"),
        ("id", "id"),
        ("lang", "headers"),
        ("eta", "headers"),
        ("encoding", "encoding"),
        ("body", "body"),
    ],
)
def test_anything_else_on_the_wire_refutes_the_claim(name: str, check: str) -> None:
    assert failed(judged(ID, story(**{name: '"something else"'}))) == {check}


def test_a_task_written_by_hand_that_is_not_run_refutes_the_claim() -> None:
    assert {"by-hand", "executed", "lost"} <= failed(judged(ID, without(story(), *run(REDIS, "order-4"))))


def test_an_argument_that_arrives_changed_refutes_the_claim() -> None:
    assert failed(judged(ID, [*story(), run(RABBIT, "order-3", "rome")[1]])) == {"arguments"}


def test_a_note_that_stays_refutes_the_claim() -> None:
    thrown_away = told(What.DISCARDED, f"{RABBIT}-worker", "note-1", queue=RABBIT, reason="it is no task")

    assert "thrown-away" in failed(judged(ID, without(story(), thrown_away)))


def test_the_claim_is_void_when_nothing_was_looked_at() -> None:
    assert judged(ID, without(story(), *seen(REDIS, "order-2"))).verdict is Verdict.VOID
