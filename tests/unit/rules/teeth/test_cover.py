"""Few things are chosen that do all that is to be done, and none of them can be left out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.teeth.cover import Offers, chosen, needed


def offers(*each: tuple[tuple[int, int], set[int], int]) -> Offers:
    """Offers of (the things that it needs, what it does of four duties, its length)."""
    ends = np.array([things for things, _, _ in each], int).reshape(-1, 2)
    done = np.array([[duty in does for duty in range(4)] for _, does, _ in each], bool).reshape(-1, 4)
    return Offers(ends, done, done & False, np.array([length for _, _, length in each], int))


@pytest.mark.parametrize(
    ("given_offers", "had", "expected"),
    [
        ([((0, 0), {0}, 1), ((1, 1), {0, 1}, 1)], 0, [1]),
        ([((0, 1), {0, 1, 2}, 1), ((2, 2), {0, 1}, 1), ((3, 3), {2}, 1)], 0, [2, 3]),
        ([((0, 0), {0}, 3), ((1, 1), {0}, 2)], 0, [1]),
        ([((0, 0), {0}, 2), ((1, 1), {0}, 2)], 0, [0]),
        ([((0, 1), {0}, 1), ((2, 3), {0}, 1)], 2, [0, 1]),
        ([((0, 2), {0}, 1), ((1, 3), {1}, 1)], 2, [0, 1, 2, 3]),
        ([], 0, []),
    ],
    ids=["most", "cheapest", "shortest", "first", "what is there", "what goes with it", "nothing"],
)
def test_of_what_is_offered_the_best_is_chosen(
    given_offers: list[tuple[tuple[int, int], set[int], int]], had: int, expected: list[int]
) -> None:
    assert chosen(offers(*given_offers), had) == expected


def test_more_bonus_is_better_where_all_else_is_equal() -> None:
    two = offers(((0, 0), {0}, 1), ((1, 1), {0}, 1))
    better = Offers(two.ends, two.done, np.array([[False] * 4, [True] + [False] * 3]), two.length)

    assert chosen(better, 0) == [1]


_offer = st.tuples(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.sets(st.integers(0, 3)), st.integers(0, 9))


@given(st.lists(_offer, min_size=1, max_size=12))
def test_all_that_can_be_done_is_done_with_nothing_to_spare(some: list[tuple[tuple[int, int], set[int], int]]) -> None:
    every = offers(*some)
    taken = chosen(every, 0)
    kept = [taken[place] for place in _needed(every, taken)]

    assert _done(every, kept) == {duty for _, does, _ in some for duty in does}
    assert all(_done(every, [one for one in kept if one != other]) != _done(every, kept) for other in kept)


def _needed(every: Offers, taken: list[int]) -> list[int]:
    within = np.isin(every.ends, taken).all(1)
    return needed(np.searchsorted(taken, every.ends[within]), every.done[within], len(taken))


def _done(every: Offers, things: list[int]) -> set[int]:
    return set(np.flatnonzero(every.done[np.isin(every.ends, things).all(1)].any(0)).tolist())
