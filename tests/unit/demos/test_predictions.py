"""What a visitor guesses is sealed before the run and shown beside what was counted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from demos.demo import Counted, Demo, Prediction, Stage
from demos.desk import Desk
from demos.errors import BadPrediction
from demos.events import What
from demos.predictions import beside, counted, sealed
from demos.run import Run
from demos.tally import ledger
from tests.leftovers import eventually
from tests.unit.demos.fakes import demo_that, no_broker
from tests.unit.demos.telling import events, told

ASKED = (
    Prediction(id="twice", says="How many are completed twice?", counts=Counted.DUPLICATED),
    Prediction(id="gone", says="How many are lost in the kitchen?", counts=Counted.LOST, queue="kitchen"),
)
PARAMETERS = {"orders": 24, "cooks": 2, "work": 400}
TOLD = (
    *(told(What.SENT, "shop", f"order-{n}", queues="kitchen bills") for n in range(4)),
    *(told(What.CONFIRMED, "exchange", f"order-{n}") for n in range(4)),
    *(told(What.EXECUTED, "cook", "order-0", queue="kitchen", attempt=n) for n in (1, 2, 3)),
    told(What.DEAD_LETTERED, "kitchen", "order-1", queue="kitchen", reason="rejected"),
    told(What.DELIVERED, "cook", "order-2", queue="kitchen", redelivered=1),
    told(What.CLOSED, "kitchen", waiting=1),
)


def story(stage: Stage) -> None:
    for what, stop, message, detail in TOLD:
        stage.emit(what, stop, message, moment=None, **detail)


ASKING = replace(demo_that(story), predictions=ASKED)


def performed(demo: Demo, **guesses: int) -> Run:
    run = Run(demo, PARAMETERS, no_broker, predictions=guesses)
    run.live()
    return run


def test_a_guess_is_shown_beside_the_count() -> None:
    predictions = performed(ASKING, twice=0, gone=1).snapshot().predictions

    assert [(each.prediction.id, each.guessed, each.counted, each.right) for each in predictions] == [
        ("twice", 0, 2, False),
        ("gone", 1, 1, True),
    ]


def test_only_what_was_guessed_is_shown() -> None:
    assert [each.prediction.id for each in performed(ASKING, gone=3).snapshot().predictions] == ["gone"]
    assert performed(ASKING).snapshot().predictions == ()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counted.EXECUTED, 1),
        (Counted.DUPLICATED, 2),
        (Counted.LOST, 1),
        (Counted.REDELIVERED, 1),
        (Counted.DEAD_LETTERED, 1),
    ],
)
def test_a_queue_narrows_what_is_counted(counts: Counted, expected: int) -> None:
    asked = Prediction(id="some", says="How many?", counts=counts, queue="kitchen")

    assert counted(asked, ledger(events(TOLD))) == expected
    assert counted(replace(asked, queue="bills"), ledger(events(TOLD))) == 0
    assert counted(replace(asked, queue=""), ledger(events(TOLD))) == expected


def test_the_seal_is_told_before_anything_else_happens_and_does_not_say_the_guess() -> None:
    run = performed(ASKING, twice=3)

    planned = run.snapshot().events[0]
    assert planned.what is What.PLANNED
    assert len(str(planned.detail["seal"])) == 64
    assert performed(ASKING, twice=3).snapshot().events[0].detail["seal"] != planned.detail["seal"]


def test_a_seal_fits_its_own_guesses_only() -> None:
    kept = sealed(ASKING, {"twice": 3})

    assert replace(kept).seal == kept.seal
    assert replace(kept, guesses={"twice": 4}).seal != kept.seal


def test_a_run_without_a_guess_has_no_seal() -> None:
    assert "seal" not in performed(ASKING).snapshot().events[0].detail


@pytest.mark.parametrize(
    ("guesses", "why"),
    [
        ({"thrice": 1}, "'thrice' cannot be taken: rabbitmq-routing asks for twice, gone"),
        ({"twice": -1}, "-1 is not between 0 and 1,000,000"),
        ({"twice": 10**9}, "is not between 0 and 1,000,000"),
        ({"twice": "many"}, "'many' is no whole number"),
        ({"twice": 1.5}, "'1.5' is no whole number"),
        ({"twice": True}, "'True' is no whole number"),
        ({"twice": "9" * 5000}, "is no whole number"),
    ],
)
def test_a_guess_that_makes_no_sense_is_refused_in_plain_words(guesses: Mapping[str, Any], why: str) -> None:
    with pytest.raises(BadPrediction) as refused:
        Run(ASKING, PARAMETERS, no_broker, predictions=guesses)

    assert why in str(refused.value)
    assert len(str(refused.value)) < 160


def test_the_desk_hands_the_guesses_on() -> None:
    desk = Desk(no_broker)

    run = desk.admit(ASKING, PARAMETERS, visitor="a", predictions={"gone": 1})

    assert eventually(lambda: run.status.ended)
    assert [each.right for each in run.snapshot().predictions] == [True]
    desk.close()


def test_a_guess_that_the_desk_refuses_leaves_the_line_as_it_was() -> None:
    desk = Desk(no_broker)

    with pytest.raises(BadPrediction):
        desk.admit(ASKING, PARAMETERS, visitor="a", predictions={"thrice": 1})

    assert desk.run_of("a") is None
    desk.close()


def test_predictions_keep_the_order_of_the_card() -> None:
    shown = beside(ASKED, {"gone": 1, "twice": 2}, ledger(events(TOLD)))

    assert [each.prediction.id for each in shown] == ["twice", "gone"]
