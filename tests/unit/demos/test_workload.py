"""The seeded story."""

import json

import pytest

from demos.workload import CITIES, KINDS, orders, unlucky


def test_the_same_seed_gives_the_same_orders() -> None:
    assert orders(20, seed=7) == orders(20, seed=7)
    assert orders(20, seed=7) != orders(20, seed=8)


def test_orders_are_numbered_from_one() -> None:
    assert [order.id for order in orders(3, seed=1)] == ["order-0001", "order-0002", "order-0003"]


def test_every_city_and_kind_comes_up_among_the_first_six() -> None:
    placed = orders(6, seed=3)

    assert {(order.city, order.kind) for order in placed} == {(city, kind) for city in CITIES for kind in KINDS}


def test_any_language_can_read_an_order() -> None:
    order = orders(1, seed=1)[0]

    assert json.loads(order.as_json()) == {"id": order.id, "city": order.city, "kind": order.kind}


@pytest.mark.parametrize(("percent", "count"), [(0, 0), (1, 1), (25, 5), (100, 20)])
def test_as_many_are_unlucky_as_asked_and_at_least_one(percent: int, count: int) -> None:
    placed = orders(20, seed=5)

    chosen = unlucky(placed, percent=percent, seed=5)

    assert len(chosen) == count
    assert chosen <= {order.id for order in placed}
