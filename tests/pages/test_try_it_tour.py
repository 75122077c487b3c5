"""A tour of the reasons: it fits into its time, shows one demo after the other, and can be ended at any moment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backends.contract import Broker, Setup
from demos.catalogue import catalogue
from demos.demo import Demo, Need
from demos.desk import Desk
from demos.snapshot import Status
from rules import Rule, recommend, shipped_rulebook
from tests.leftovers import eventually
from tests.pages.components import drawn, tell
from tests.unit.demos.fakes import demo_that, for_ever, no_broker, nothing
from ui import reach, recordings, runs, tour
from ui.live_reasons import LiveReason, live_reasons
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
ANSWERS = {"routing": "by_kind", "language": "python", "retries": "backoff", "scheduling": "few", "results": "polls"}
REASONS = live_reasons(recommend(ANSWERS, shipped_rulebook()))

pytestmark = pytest.mark.usefixtures("machine_with_nothing")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose runs are over at once, on a machine on which everything can be run."""
    desk = Desk(no_broker)
    monkeypatch.setattr(runs, "desk", cache(lambda: desk))
    monkeypatch.setattr(reach, "lacks", lambda _: ())
    monkeypatch.setattr(tour, "HOLD_SECONDS", 0.0)
    monkeypatch.setattr("ui.tour_guide.HOLD_SECONDS", 0.0)
    perform(monkeypatch, desk, nothing)
    yield desk
    desk.close()


def perform(monkeypatch: pytest.MonkeyPatch, desk: Desk, story: object) -> None:
    """Let every demo tell this story instead of its own."""
    admit = Desk(no_broker).__class__.admit
    told = demo_that(story)  # type: ignore[arg-type]

    def instead(demo: Demo, parameters: Mapping[str, int], **how: object) -> object:
        quick = replace(demo, needs={}, perform=told.perform, judge=told.judge)
        return admit(desk, quick, parameters, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "admit", instead)


def opened() -> AppTest:
    """The page of a visitor who has reasons."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in ANSWERS.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("../pages/try_it.py").run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def reason(demo: Demo) -> LiveReason:
    """A reason that this demo shows."""
    rule = next(rule for rule in shipped_rulebook().rules if rule.demo)
    return LiveReason(demo, (rule,))


def a_demo(number: int, **changed: object) -> Demo:
    """One of several demos."""
    return replace(catalogue()[number], needs={}, **changed)  # type: ignore[arg-type]


def test_the_strongest_reasons_that_fit_into_the_time_are_taken_in_their_order() -> None:
    demos = [a_demo(number) for number in range(5)]
    seconds = dict(zip((demo.id for demo in demos), (40.0, 60.0, 20.0, 15.0, 30.0), strict=True))

    stops = tour.planned(map(reason, demos), timed=lambda demo: seconds[demo.id], possible=lambda _: True)

    assert [stop.seconds - tour.HOLD_SECONDS for stop in stops] == [40.0, 20.0, 15.0]
    assert sum(stop.seconds for stop in stops) <= tour.MOST_SECONDS


def test_what_nobody_timed_counts_as_the_most_that_a_demo_may_take() -> None:
    (stop, *_) = tour.planned([reason(a_demo(0))], timed=lambda _: None, possible=lambda _: True)

    assert stop.seconds == tour.UNTIMED_SECONDS + tour.HOLD_SECONDS


def test_a_broker_of_its_own_takes_time_to_start() -> None:
    private = replace(a_demo(0), needs={"own": Need(broker=Broker.REDIS, setup=Setup())})

    (stop,) = tour.planned([reason(private)], timed=lambda _: 5.0, possible=lambda _: True)

    assert stop.seconds == 5.0 + tour.PRIVATE_SECONDS + tour.HOLD_SECONDS


def test_what_cannot_be_shown_here_is_left_out() -> None:
    assert tour.planned([reason(a_demo(0))], timed=lambda _: 1.0, possible=lambda _: False) == ()


def test_a_tour_runs_the_demos_of_the_reasons_one_after_the_other_and_tells_their_outcomes(desk: Desk) -> None:
    app = opened()
    assert "data-tour" in drawn(app, "demo_list")["list"]

    tell(app, "demo_list", "told", {"tour": True})
    while "tour_end" in {str(button.key) for button in app.button}:
        assert eventually(ended)
        app.run()

    stops = app.session_state["qw_tour"].stops
    performed = [desk.find(stop.it) for stop in stops]
    assert len(stops) > 1
    assert [run.demo.id for run in performed if run] == [stop.demo.id for stop in stops]
    assert [stop.ended for stop in stops] == [Status.SHOWN] * len(stops)
    assert drawn(app, "demo_list")["chosen"] == stops[-1].demo.id
    assert say("tour.over", shown=len(stops), all=len(stops)) in text(app)
    app.button(key="tour_close").click().run()
    assert say("tour.title") not in text(app)


def test_a_tour_can_be_ended_and_ends_its_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    perform(monkeypatch, desk, for_ever)
    app = opened()
    tell(app, "demo_list", "told", {"tour": True})
    run = desk.find(app.session_state["qw_run"])
    assert run is not None

    app.button(key="tour_end").click().run()

    assert eventually(lambda: run.status is Status.CANCELLED)
    app.run()
    assert say("tour.cut", shown=0, all=len(app.session_state["qw_tour"].stops)) in text(app)


def test_a_tour_does_not_begin_while_a_run_is_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    perform(monkeypatch, desk, for_ever)
    app = opened()
    app.button(key="run").click().run()

    tell(app, "demo_list", "told", {"tour": True})

    assert "tour_end" not in {str(button.key) for button in app.button}


def test_without_brokers_and_recordings_no_tour_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "lacks", lambda _: ("RabbitMQ",))
    monkeypatch.setattr(recordings, "exists", lambda _: False)

    assert "data-tour" not in drawn(opened(), "demo_list")["list"]


def ended() -> bool:
    """Whether every run has ended."""
    return all(run.status.ended for run in runs.desk()._runs.values())


def test_the_sentence_of_a_stop_is_the_strongest_reason() -> None:
    rules: tuple[Rule, ...] = REASONS[0].rules

    (stop, *_) = tour.planned(REASONS, timed=lambda _: 1.0, possible=lambda _: True)

    assert stop.because == rules[0].because
