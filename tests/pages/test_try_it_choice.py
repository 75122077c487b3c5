"""Choosing a demo: by one's reasons, from all of them, by a link."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backends.contract import Broker, Setup
from demos.catalogue import catalogue, demo
from demos.demo import Need, Shelf
from rules import recommend, shipped_rulebook
from tests.pages.components import drawn, tell
from ui import reach
from ui.live_reasons import live_reasons
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
TRY_IT = "../pages/try_it.py"
PATTERN = {"routing": "pattern", "language": "several", "retries": "backoff"}
"""Answers with reasons that demos show."""

pytestmark = pytest.mark.usefixtures("machine_with_nothing")


def opened(**address: str) -> AppTest:
    """The page, opened at this address."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(TRY_IT).run()
    assert not app.exception
    return app


def choose(app: AppTest, id_: str) -> None:
    """Pick a demo from the list."""
    tell(app, "demo_list", "told", {"demo": id_})


def chosen(app: AppTest) -> str:
    """The demo that is looked at, as the list and the claim below both say."""
    listed = str(drawn(app, "demo_list")["chosen"])
    assert f'data-demo="{listed}"' in "".join(one.proto.body for one in app.get("html"))
    return listed


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML, and the list."""
    return "\n".join([str(drawn(app, "demo_list")["list"]), *(one.proto.body for one in app.get("html"))])


def address(app: AppTest) -> str:
    """What the page writes into the address."""
    return str(drawn(app, "address")["search"])


def test_reasons_that_a_demo_shows_come_first_in_their_order_with_their_sentence() -> None:
    shown = text(opened(**PATTERN))

    reasons = live_reasons(recommend(PATTERN, shipped_rulebook()))
    places = [shown.index(one.rules[0].because) for one in reasons]
    assert reasons
    assert places == sorted(places)
    assert places[-1] < shown.index('class="qw-shelf"')


def test_the_strongest_reason_that_runs_is_looked_at_first() -> None:
    assert chosen(opened(**PATTERN)) == live_reasons(recommend(PATTERN, shipped_rulebook()))[0].demo.id


def test_every_demo_is_listed_once_on_its_shelf() -> None:
    listed = str(drawn(opened(), "demo_list")["list"])

    for shelf, following in zip([*Shelf], [*[*Shelf][1:], None], strict=True):
        if f"shelf-{shelf}" not in listed:
            continue
        own = listed.split(f'id="shelf-{shelf}"')[1].split(f'id="shelf-{following}"')[0]
        for each in catalogue():
            assert own.count(f'data-demo="{each.id}"') == (each.shelf is shelf)


def test_without_answers_there_are_no_reasons_and_all_demos_are_unfolded() -> None:
    app = opened()

    assert "qw-live-reasons" not in drawn(app, "demo_list")["list"]
    assert drawn(app, "demo_list")["open"]


def test_a_choice_is_shown_stays_and_is_in_the_address() -> None:
    app = opened()
    other = catalogue()[-1].id

    choose(app, other)
    app.run()

    assert chosen(app) == other
    assert f"demo={other}" in address(app)


def test_a_link_to_a_demo_opens_it_with_the_list_folded_and_the_visitor_can_move_on() -> None:
    first, second = catalogue()[1].id, catalogue()[0].id
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.query_params["demo"] = first
    app.switch_page(TRY_IT).run()

    assert chosen(app) == first
    assert not drawn(app, "demo_list")["open"]
    choose(app, second)
    assert chosen(app) == second


def test_other_answers_bring_their_own_reason_to_the_front() -> None:
    app = opened()
    choose(app, catalogue()[-1].id)

    for name, value in PATTERN.items():
        app.session_state["qw_answers"] = {**app.session_state["qw_answers"], name: value}
    app.run()

    assert chosen(app) == live_reasons(recommend(PATTERN, shipped_rulebook()))[0].demo.id


@pytest.mark.parametrize("asked", ["../../etc/passwd", "x" * 3000, "<script>alert(1)</script>"])
def test_a_demo_that_nobody_wrote_is_explained_and_the_answers_stay(asked: str) -> None:
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in PATTERN.items():
        app.query_params[name] = value
    app.run()
    app.query_params["demo"] = asked
    app.switch_page(TRY_IT).run()

    assert not app.exception
    assert say("try_it.unknown_demo") in text(app)
    assert asked not in text(app)
    assert "routing=pattern" in address(app)


def test_an_id_that_is_nearly_right_finds_the_demo_that_was_meant() -> None:
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.query_params["demo"] = "celery-rabbitmq-crsh"
    app.switch_page(TRY_IT).run()

    assert chosen(app) == "celery-rabbitmq-crash"


def test_what_the_browser_says_about_a_choice_is_not_believed() -> None:
    app = opened()

    for said in ({"demo": 7}, {"demo": None}, ["demo"], {}, {"demo": {"a": 1}}):
        tell(app, "demo_list", "told", json.loads(json.dumps(said)))
        assert not app.exception


def test_a_demo_whose_broker_is_missing_says_so_in_the_list() -> None:
    listed = str(drawn(opened(), "demo_list")["list"])

    row = listed.split('class="qw-shelf"', 1)[1].split('data-demo="rabbitmq-routing"')[1].split("</li>")[0]
    assert say("try_it.lacks", what=say("try_it.broker_rabbitmq")) in row


def test_a_broker_that_the_operator_gave_is_not_enough_for_a_demo_that_breaks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "given")
    breaks = {"own": Need(broker=Broker.REDIS, setup=Setup())}

    (it,) = reach.of(replace(demo("celery-redis-tasks"), needs=breaks))

    assert it.private
    assert it.selection.chosen is None
