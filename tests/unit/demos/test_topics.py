"""The matcher that the broker is checked with."""

import pytest

from demos.topics import destinations, matches


@pytest.mark.parametrize(
    ("pattern", "key", "fits"),
    [
        ("order.riga.pickup", "order.riga.pickup", True),
        ("order.riga.pickup", "order.riga", False),
        ("order.*.pickup", "order.riga.pickup", True),
        ("order.*.pickup", "order.pickup", False),  # a star is exactly one word
        ("order.*.pickup", "order.riga.old.pickup", False),
        ("order.*", "order.", True),  # the empty word is a word
        ("#", "", True),
        ("#", "order.riga.pickup", True),
        ("order.#", "order", True),  # a hash may be no word at all
        ("order.#.pickup", "order.pickup", True),
        ("order.#.pickup", "order.riga.old.pickup", True),
        ("#.pickup", "order.riga", False),
        ("*.#", "order", True),
        ("*", "order.riga", False),
        ("order", "orders", False),
    ],
)
def test_a_pattern_fits_the_keys_that_rabbitmq_says_it_fits(pattern: str, key: str, fits: bool) -> None:
    assert matches(pattern, key) is fits


def test_a_queue_that_is_bound_twice_gets_one_copy() -> None:
    bindings = [("kitchen", "order.*.*"), ("kitchen", "order.#"), ("desk", "ask.#")]

    assert destinations("order.riga.pickup", bindings) == {"kitchen"}


def test_a_key_that_nothing_fits_goes_nowhere() -> None:
    assert destinations("order.riga", [("kitchen", "order.*.*")]) == frozenset()
