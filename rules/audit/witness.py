"""Makes a witness small enough to be looked at: few answers that show a failure, everything else left unanswered."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from math import prod

import numpy as np

from rules.model import Answers, Rulebook
from rules.space.batch import UNKNOWN, Cells, Ints, batch

MOST = 10_000
"""How many sets of answers are tried, at most, to find one that is smaller still."""
Shows = Callable[[Cells], Ints]
"""Rows of answers, unanswered questions among them -> whether each of them shows what is to be shown."""


def smallest(answers: Answers, shows: Callable[[Answers], bool]) -> dict[str, str]:
    """The answers without those that are not needed: as long as fewer of them show the same, one is left out."""
    kept = dict(answers)
    for question in reversed(list(answers)):
        fewer = {name: choice for name, choice in kept.items() if name != question}
        if shows(fewer):
            kept = fewer
    return kept


def fewest(rulebook: Rulebook, answers: Answers, shows: Shows, *, least: int = 0) -> dict[str, str]:
    """The fewest answers that show what `answers` show; none of them can be left out.

    They are the fewest of all if at most `MOST` sets are smaller than what leaving out alone finds. It is known that
    `least` are needed.
    """
    tables = batch(rulebook)
    kept = smallest(answers, lambda fewer: bool(shows(tables.cells([fewer]))[0]))
    sizes = [len(question.choices) for question in rulebook.questions]
    left = MOST
    for count in range(least, len(kept)):
        number = sum(prod(columns) for columns in combinations(sizes, count))
        if (left := left - number) < 0:
            break
        cells = np.array(list(_all(sizes, count)), np.int8)
        found = np.flatnonzero(shows(cells))
        if len(found):
            return tables.answers(cells[found[0]])
    return kept


def _all(sizes: Sequence[int], count: int) -> Iterator[Ints]:
    """Every row of so many answers."""
    for columns in combinations(range(len(sizes)), count):
        for chosen in product(*(range(sizes[column]) for column in columns)):
            row = np.full(len(sizes), UNKNOWN, np.int8)
            row[list(columns)] = chosen
            yield row
