"""The desk where runs are asked for."""

from collections.abc import Iterator
from threading import Thread

import pytest

from demos.desk import Desk
from demos.errors import Closing, Crowded
from demos.run import Run, Status
from tests.leftovers import eventually
from tests.unit.demos.fakes import demo_that, for_ever, no_broker, nothing

PARAMETERS = {"orders": 24, "cooks": 2, "work": 400}
LONG = demo_that(for_ever)
SHORT = demo_that(nothing)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(no_broker, at_once=2, waiting=3)
    yield desk
    desk.close()


def ask(desk: Desk, visitor: str) -> Run:
    return desk.admit(LONG, PARAMETERS, visitor=visitor)


def running(*runs: Run) -> bool:
    return eventually(lambda: all(run.status is Status.RUNNING for run in runs))


def test_two_runs_are_on_at_once_and_the_third_waits(desk: Desk) -> None:
    first, second, third = (ask(desk, visitor) for visitor in "abc")

    assert running(first, second)
    assert (third.status, third.snapshot().place) == (Status.QUEUED, 1)


def test_places_are_given_in_the_order_of_asking(desk: Desk) -> None:
    runs = [ask(desk, visitor) for visitor in "abcde"]

    assert [run.snapshot().place for run in runs] == [0, 0, 1, 2, 3]


def test_the_next_in_line_starts_when_a_run_ends(desk: Desk) -> None:
    first, _, third, fourth = (ask(desk, visitor) for visitor in "abcd")

    first.cancel()

    assert running(third)
    assert fourth.snapshot().place == 1


def test_a_double_click_is_one_run(desk: Desk) -> None:
    assert ask(desk, "a") is ask(desk, "a")


def test_many_clicks_at_the_same_moment_are_one_run(desk: Desk) -> None:
    runs: list[Run] = []
    clicks = [Thread(target=lambda: runs.append(ask(desk, "a"))) for _ in range(20)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()

    assert len({run.id for run in runs}) == 1


def test_a_visitor_whose_run_has_ended_can_have_another(desk: Desk) -> None:
    first = desk.admit(SHORT, PARAMETERS, visitor="a")
    assert eventually(lambda: first.status.ended)

    assert desk.admit(SHORT, PARAMETERS, visitor="a") is not first


def test_a_run_that_is_cancelled_in_the_line_gives_up_its_place(desk: Desk) -> None:
    _, _, third, fourth = (ask(desk, visitor) for visitor in "abcd")

    third.cancel()

    assert third.status is Status.CANCELLED
    assert fourth.snapshot().place == 1


def test_too_many_who_wait_are_told_so(desk: Desk) -> None:
    for visitor in "abcde":
        ask(desk, visitor)

    with pytest.raises(Crowded, match="3 runs are waiting"):
        ask(desk, "f")


def test_a_run_is_found_by_its_id_and_by_its_visitor(desk: Desk) -> None:
    run = ask(desk, "a")

    assert desk.find(run.id) is run
    assert desk.run_of("a") is run
    assert desk.find("f" * 32) is None
    assert desk.run_of("nobody") is None


def test_a_run_that_ended_long_ago_is_forgotten() -> None:
    desk = Desk(no_broker, remember=0.0)
    old = desk.admit(SHORT, PARAMETERS, visitor="a")
    assert eventually(lambda: old.status.ended)

    desk.admit(SHORT, PARAMETERS, visitor="b")

    assert desk.find(old.id) is None
    desk.close()


def test_closing_cancels_what_is_on_and_what_waits(desk: Desk) -> None:
    runs = [ask(desk, visitor) for visitor in "abcd"]
    assert running(*runs[:2])

    desk.close()

    assert [run.status for run in runs] == [Status.CANCELLED] * 4


def test_a_closed_desk_takes_no_more_runs(desk: Desk) -> None:
    desk.close()
    desk.close()

    with pytest.raises(Closing):
        ask(desk, "a")
