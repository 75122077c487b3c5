"""The claim about foreign messages can be refuted, and the pickle in it does harm to whoever reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from demos.demo import Verdict
from demos.events import What
from demos.stories.foreign_messages.foreign import REASONS, harmful
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "foreign-messages"
ABSENT = told(What.OBSERVED, "worker", name="marker", value="absent")


def sent(message: str) -> list[Told]:
    return [told(What.SENT, "shop", message, queue="tasks"), told(What.CONFIRMED, "tasks", message)]


def served(message: str) -> list[Told]:
    return [
        told(What.STARTED, "worker", message, queue="tasks", attempt=1, pid=2),
        told(What.EXECUTED, "worker", message, queue="tasks", attempt=1),
    ]


def discarded(message: str) -> Told:
    return told(What.DISCARDED, "worker", message, queue="tasks", reason=REASONS[message])


def story() -> list[Told]:
    """Two orders, with the foreign messages between them."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2),
        *(each for message in ("order-0001", *REASONS, "order-0002") for each in sent(message)),
        *served("order-0001"),
        *map(discarded, REASONS),
        *served("order-0002"),
        ABSENT,
        told(What.CLOSED, "tasks", waiting=0),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


@pytest.mark.parametrize("message", REASONS)
def test_a_foreign_message_that_is_run_refutes_it(message: str) -> None:
    story_ = without(story(), discarded(message))

    assert {"discarded", "run", "set-aside"} <= failed(judged(ID, [*story_, *served(message)]))


def test_a_pickle_that_was_read_refutes_it() -> None:
    there = told(What.OBSERVED, "worker", name="marker", value="there")

    assert failed(judged(ID, [there if each == ABSENT else each for each in story()])) == {"marker"}


def test_a_marker_that_nobody_looked_for_refutes_it() -> None:
    assert failed(judged(ID, without(story(), ABSENT))) == {"marker"}


def test_a_worker_that_stops_at_a_foreign_message_refutes_it() -> None:
    assert {"served", "after", "lost"} <= failed(judged(ID, without(story(), *served("order-0002"))))


def test_it_is_void_when_a_foreign_message_did_not_get_there() -> None:
    refused = told(What.CONFIRMED, "tasks", "foreign-pickle")

    assert judged(ID, without(story(), refused)).verdict is Verdict.VOID


def test_the_pickle_makes_its_marker_when_somebody_reads_it(tmp_path: Path) -> None:
    marker = tmp_path / "marker"

    reading = "import pickle, sys; pickle.load(sys.stdin.buffer)"
    subprocess.run([sys.executable, "-c", reading], input=harmful(marker), check=True)

    assert marker.exists()
