"""What a visitor predicts is optional, sealed when the run starts, and shown beside what was counted."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from demos import catalogue
from demos.demo import Counted, Demo, Prediction
from demos.run import Run
from tests.leftovers import eventually
from tests.pages.components import tell
from ui import runs
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
ASKS = (
    Prediction(id="lost", says="How many are lost?", counts=Counted.LOST),
    Prediction(id="twice", says="How many are done twice?", counts=Counted.DUPLICATED),
)

pytestmark = pytest.mark.usefixtures("machine_with_nothing")


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Demo:
    """The demo that runs everywhere, which asks for two predictions."""
    asking = replace(catalogue.demo("celery-redis-tasks"), predictions=ASKS)
    others = [each for each in catalogue.catalogue() if each.id != asking.id]
    monkeypatch.setattr("ui.run_choice.catalogue", lambda: (asking, *others))
    return asking


def opened(demo: Demo) -> AppTest:
    """The page with this demo."""
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.switch_page("../pages/try_it.py").run()
    tell(app, "demo_list", "told", {"demo": demo.id})
    assert not app.exception
    return app


def last_run(app: AppTest) -> Run:
    """The run that this visitor asked for."""
    run = runs.desk().find(app.session_state["qw_run"])
    assert run is not None
    return run


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_guess_is_sealed_when_the_run_starts_and_shown_beside_the_count(demo: Demo) -> None:
    app = opened(demo)
    app.number_input(key=f"prediction_{demo.id}_lost").set_value(3).run()

    app.button(key="run").click().run()
    while_on = text(app)
    app.number_input(key=f"prediction_{demo.id}_lost").set_value(0).run()
    run = last_run(app)
    assert eventually(lambda: run.status.ended, 60)
    app.run()

    assert say("try_it.sealed") in while_on
    assert say("try_it.predicted") not in while_on
    assert say("try_it.predicted") in text(app)
    (predicted,) = run.snapshot().predictions
    assert (predicted.guessed, predicted.counted) == (3, 0)
    assert say("try_it.guess_wrong") in text(app)
    assert str(run.snapshot().events[0].detail["seal"])[:12] in text(app)


def test_nobody_has_to_guess(demo: Demo) -> None:
    app = opened(demo)

    app.button(key="run").click().run()

    assert say("try_it.sealed") not in text(app)
    assert last_run(app).snapshot().predictions == ()


def test_a_demo_that_asks_nothing_has_no_fields() -> None:
    app = opened(catalogue.demo("celery-redis-tasks"))

    assert not any("prediction_" in str(field.key) for field in app.number_input)
