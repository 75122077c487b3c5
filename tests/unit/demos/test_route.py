"""Routes with as many consumers as there are."""

import pytest

from demos.catalogue import catalogue, defaults, demo
from demos.demo import Demo
from demos.route import route_for

DEMOS = pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.id)


def test_every_cook_is_drawn() -> None:
    route = route_for(demo("rabbitmq-routing"), {"cooks": 3})

    assert [stop.id for stop in route.stops if stop.id.startswith("cook")] == ["cook-1", "cook-2", "cook-3"]


def test_every_cook_has_a_way_from_the_kitchen() -> None:
    route = route_for(demo("rabbitmq-routing"), {"cooks": 3})

    assert {arrow.end for arrow in route.arrows if arrow.start == "kitchen"} == {"cook-1", "cook-2", "cook-3"}


@DEMOS
@pytest.mark.parametrize("more", [0, 1])
def test_no_two_stops_share_a_place(each: Demo, more: int) -> None:
    counts = {name: number + more for name, number in defaults(each).items()}

    places = [(stop.column, stop.row) for stop in route_for(each, counts).stops]

    assert len(places) == len(set(places))


@DEMOS
def test_every_arrow_joins_stops_that_are_drawn(each: Demo) -> None:
    route = route_for(each, defaults(each))
    drawn = {stop.id for stop in route.stops}

    assert {end for arrow in route.arrows for end in (arrow.start, arrow.end)} <= drawn


@DEMOS
def test_a_route_has_three_to_five_columns(each: Demo) -> None:
    assert 3 <= len({stop.column for stop in each.route.stops}) <= 5


def test_a_queue_and_its_consumer_stay_in_one_row() -> None:
    rows = {stop.id: stop.row for stop in route_for(demo("rabbitmq-routing"), {"cooks": 4}).stops}

    assert rows["invoices"] == rows["accountant"]
    assert rows["kitchen"] == rows["cook-1"]
