"""Rows are told apart exactly, however many columns they have and however large their numbers are."""

import numpy as np
import pytest

from rules.space.rows import distinct

CASES = {
    "one column": (1, 5),
    "small": (3, 4),
    "many columns": (40, 3),
    "large numbers": (4, 2**40),
    "numbers below zero": (5, -7),
}


@pytest.mark.parametrize(("columns", "span"), CASES.values(), ids=CASES)
def test_rows_have_the_same_number_if_and_only_if_they_are_equal(columns: int, span: int) -> None:
    low, high = sorted((0, span))
    table = np.random.default_rng(0).integers(low, high, (200, columns))
    table = np.concatenate([table, table[::-1]])

    first, number = distinct(list(table.T))

    assert (table[first][number] == table).all()
    assert len(first) == len(np.unique(table, axis=0))


def test_no_rows_have_no_numbers() -> None:
    first, number = distinct([np.zeros(0, int), np.zeros(0, int)])

    assert (first.tolist(), number.tolist()) == ([], [])
