"""Runs that others watch, runs that wait in line, and recordings: each says what it is, and whose it is."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backends.contract import Ability
from demos.catalogue import defaults, demo
from demos.demo import Fault
from demos.desk import Desk
from demos.evidence_file import read, written
from demos.recording import Recording
from demos.run import Run, Status
from tests.leftovers import eventually
from tests.pages.components import drawn
from tests.unit.demos.fakes import demo_that, for_ever, no_broker, nothing
from ui import live, queueing, recordings, runs
from ui.words import count, say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
DEMO = demo("rabbitmq-routing")
LONG = replace(demo_that(for_ever), faults=(Fault(id="killed", says="Kill something", at="kitchen"),))
SHORT = demo_that(nothing)

pytestmark = pytest.mark.usefixtures("machine_with_nothing")


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk at which one run is on at a time."""
    desk = Desk(no_broker, at_once=1)
    monkeypatch.setattr(runs, "desk", cache(lambda: desk))
    yield desk
    desk.close()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """A recording of the demo."""
    run = desk.admit(SHORT, defaults(SHORT), visitor="who recorded")
    assert eventually(lambda: run.status.ended)
    evidence = read(written(run.evidence()).encode())
    monkeypatch.setattr(recordings, "exists", lambda id_: id_ == DEMO.id)
    monkeypatch.setattr(
        recordings, "recording_of", lambda what, *, predictions: Recording(what, evidence, predictions=predictions)
    )


def begun(desk: Desk, visitor: str) -> Run:
    """A run that goes on until somebody ends it."""
    return desk.admit(LONG, defaults(LONG), visitor=visitor)


def opened(**address: str) -> AppTest:
    """The page, opened at this address by a new visitor."""
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page("../pages/try_it.py").run()
    assert not app.exception
    return app


def owner(desk: Desk) -> tuple[AppTest, Run]:
    """The page of a visitor who has a run on, or in line."""
    app = opened(demo=DEMO.id)
    run = begun(desk, app.session_state["qw_visitor"])
    app.session_state["qw_run"] = run.id
    return app.run(), run


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def keys(app: AppTest) -> set[str]:
    """The keys of all buttons."""
    return {str(button.key) for button in app.button}


def test_a_spectator_sees_the_run_and_none_of_its_controls(desk: Desk) -> None:
    run = begun(desk, "somebody else")

    app = opened(run=run.id)

    assert say("try_it.watched") in text(app)
    assert drawn(app, "topology")["source"] == live.address(run)
    assert drawn(app, "demo_list")["chosen"] == DEMO.id
    assert not keys(app) & {"cancel", "again", "skip", "fault_killed"}
    assert f"run={run.id}" in drawn(app, "address")["search"]


def test_who_started_it_has_its_controls_and_an_address_for_others(desk: Desk) -> None:
    app, run = owner(desk)

    assert say("try_it.watched") not in text(app)
    assert {"cancel", "fault_killed"} <= keys(app)
    assert any(f"run={run.id}" in block.value for block in app.code)


def test_what_the_broker_of_a_lab_cannot_do_is_named_with_the_reason_and_has_no_button(desk: Desk) -> None:
    asked = (Fault(id="cut", says="Cut the network", at="kitchen", able=Ability.CUT), *LONG.faults)
    app = opened(demo=DEMO.id)
    run = desk.admit(replace(LONG, faults=asked), defaults(LONG), visitor=app.session_state["qw_visitor"])
    app.session_state["qw_run"] = run.id
    assert eventually(lambda: run.status is Status.RUNNING)

    app.run()

    assert say("try_it.beyond") in text(app)
    assert "<li>Cut the network</li>" in text(app)
    assert "fault_killed" in keys(app)
    assert "fault_cut" not in keys(app)


def test_an_own_address_opened_by_its_owner_gives_nothing_away(desk: Desk) -> None:
    app, run = owner(desk)
    app.session_state["qw_watched"] = run.id

    app.run()

    assert say("try_it.watched") not in text(app)
    assert "cancel" in keys(app)


def test_a_spectator_is_told_that_the_owner_ended_it(desk: Desk) -> None:
    run = begun(desk, "somebody else")
    app = opened(run=run.id)

    run.cancel()
    assert eventually(lambda: run.status.ended)
    app.run()

    assert say("try_it.ended_by_another") in text(app)
    assert say("try_it.ended_cancelled") not in text(app)


@pytest.mark.parametrize("asked", ["0" * 32, "../etc", "x" * 2000])
def test_a_run_that_is_gone_is_explained(asked: str) -> None:
    app = opened(run=asked)

    assert say("try_it.gone") in text(app)
    assert asked not in text(app)


def test_a_run_of_ones_own_takes_the_place_of_the_one_that_was_watched(desk: Desk) -> None:
    watched = begun(desk, "somebody else")
    app = opened(run=watched.id)
    own = desk.admit(LONG, defaults(LONG), visitor=app.session_state["qw_visitor"])

    app.session_state["qw_run"], app.session_state["qw_watched"] = own.id, None
    app.run()

    assert drawn(app, "topology")["source"] == live.address(own)


def test_who_waits_in_line_is_told_how_many_come_first(desk: Desk) -> None:
    for visitor in "abcdefghi":
        begun(desk, visitor)

    _, run = owner(desk)

    assert run.snapshot().place == 9
    assert count("try_it.queued", 8) in queueing.sentence(run.snapshot())


def test_who_gives_up_a_place_in_line_is_not_told_that_anything_was_counted(desk: Desk) -> None:
    begun(desk, "somebody else")
    app, _ = owner(desk)

    app.button(key="cancel").click().run()

    assert say("try_it.nothing_counted") in text(app)
    assert say("try_it.kept") not in text(app)


def test_the_wait_is_only_told_in_seconds_where_every_run_before_it_was_timed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk, "a")
    waiting = [begun(desk, visitor) for visitor in "bc"]

    monkeypatch.setattr("ui.receipts.seconds", lambda _: None)
    untimed = queueing.sentence(waiting[1].snapshot())
    monkeypatch.setattr("ui.receipts.seconds", lambda _: 11.0)
    timed = queueing.sentence(waiting[1].snapshot())

    assert timed == f"{untimed} {say('try_it.queued_seconds', seconds=20)}"


@pytest.mark.usefixtures("recorded")
def test_a_recording_plays_at_once_and_says_that_it_is_one() -> None:
    app = opened(demo=DEMO.id)
    assert app.button(key="run").disabled

    app.button(key="play").click().run()
    while_on = text(app)
    if "skip" in keys(app):
        app.button(key="skip").click().run()
    app.run()

    for drawn_then in (while_on, text(app)):
        assert 'class="qw-caution qw-recorded"' in drawn_then
    assert say("try_it.ended_shown") in text(app)
    assert drawn(app, "topology")["label"]
    assert "cancel" not in keys(app)


@pytest.mark.usefixtures("recorded")
def test_a_recording_plays_while_ones_own_run_waits_and_makes_way_for_it(desk: Desk) -> None:
    first = begun(desk, "somebody else")
    app, run = owner(desk)
    assert run.status is Status.QUEUED

    app.button(key="play_meanwhile").click().run()
    assert say("try_it.recording_meanwhile") in text(app)
    assert run.status is Status.QUEUED

    first.cancel()
    assert eventually(lambda: run.status is Status.RUNNING)
    app.run()
    assert drawn(app, "topology")["source"] == live.address(run)


@pytest.mark.usefixtures("recorded")
def test_who_looks_at_a_recording_still_sees_their_place_in_line_and_can_give_it_up(desk: Desk) -> None:
    for visitor in "abc":
        begun(desk, visitor)
    app, run = owner(desk)

    app.button(key="play_meanwhile").click().run()
    assert count("try_it.queued", 2) in text(app)
    app.button(key="cancel_waiting").click().run()

    assert run.status is Status.CANCELLED
    assert count("try_it.queued", 2) not in text(app)


def test_a_demo_without_a_recording_offers_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "exists", lambda _: False)

    assert "play" not in keys(opened(demo=DEMO.id))


def test_the_evidence_of_a_run_can_be_downloaded_once_it_has_ended(desk: Desk) -> None:
    app, run = owner(desk)
    run.cancel()
    assert eventually(lambda: run.status.ended)

    app.run()

    (button,) = [one for one in app.get("download_button") if one.proto.id.endswith("-evidence")]
    assert button.proto.label == say("try_it.evidence")
