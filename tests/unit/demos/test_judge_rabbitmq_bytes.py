"""The claim about bytes can be refuted, and its digests tell one property from another."""

import pytest

from demos.demo import Verdict
from demos.events import What
from demos.stories.rabbitmq_bytes.parcels import about, digest_of, parcels
from demos.workload import orders
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-bytes"
TASK = "cook(order-0001, city=riga)"


def said(stop: str, message: str, value: str, name: str = "bytes") -> Told:
    return told(What.OBSERVED, stop, message, name=name, value=value)


def whole_way(message: str) -> list[Told]:
    """One message of the shop, sent, looked at and taken."""
    places = [said(stop, message, "abc", name) for stop in ("shop", "post", "desk") for name in ("bytes", "properties")]
    return [
        told(What.SENT, "shop", message, queues="post", routing_key="post"),
        told(What.CONFIRMED, "post", message),
        *places,
        told(What.EXECUTED, "desk", message, queue="post", attempt=1),
    ]


def story(*, task: str = TASK, seen: str = "xyz") -> list[Told]:
    """Two messages of the shop and a task of Celery's."""
    return [
        told(What.PLANNED, seed=1, pid=1, tasks=1),
        *whole_way("json"),
        *whole_way("broken"),
        said("celery", "order-0001", "xyz"),
        told(What.SENT, "celery", "order-0001", queue="tasks"),
        told(What.CONFIRMED, "tasks", "order-0001"),
        said("tasks", "order-0001", seen),
        said("desk", "order-0001", "xyz"),
        said("desk", "order-0001", task, "task"),
        told(What.EXECUTED, "desk", "order-0001", queue="tasks", attempt=1),
        told(What.CLOSED, "post", waiting=0),
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("name", ["bytes", "properties"])
@pytest.mark.parametrize("stop", ["post", "desk"])
def test_a_message_that_was_changed_refutes_it(stop: str, name: str) -> None:
    right, wrong = said(stop, "json", "abc", name), said(stop, "json", "abd", name)

    assert failed(judged(ID, [wrong if each == right else each for each in story()])) == {name}


def test_a_broker_that_looks_inside_refutes_it() -> None:
    assert "broken" in failed(judged(ID, without(story(), told(What.CONFIRMED, "post", "broken"))))


def test_a_task_that_was_changed_refutes_it() -> None:
    assert failed(judged(ID, story(seen="other"))) == {"tasks"}


def test_a_task_that_cannot_be_read_refutes_it() -> None:
    assert failed(judged(ID, story(task="cook(somebody else's, city=riga)"))) == {"names"}


def test_every_property_and_every_header_makes_another_digest() -> None:
    (order,) = orders(1, seed=3)
    whole = [about(parcel.properties()) for parcel in parcels(order, seed=3)]
    headers = whole[-1]["headers"]
    changed = [{**whole[-1], "headers": {**headers, name: "changed"}} for name in headers]

    assert len({digest_of(each) for each in (*whole, *changed)}) == len(whole) + len(headers)
    assert digest_of(whole[0]) == digest_of(dict(reversed(whole[0].items())))
