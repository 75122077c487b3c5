"""Answer sets around the clauses of a rule: its own questions answered, and as few others as can be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from rules.space.batch import UNKNOWN, Batch, Cells


@lru_cache(maxsize=128)
def contexts(sizes: tuple[int, ...], skipped: frozenset[int], most: int) -> Cells:
    """Every way to answer at most `most` questions outside of `skipped`, fewest first; all else is unknown.

    `sizes` are the numbers of choices of all questions.
    """
    free = [column for column in range(len(sizes)) if column not in skipped]
    chosen = (columns for count in range(most + 1) for columns in combinations(free, count))
    return np.concatenate([_answered(sizes, columns) for columns in chosen])


def around(batch: Batch, answers: Sequence[dict[int, int]], most: int) -> Cells:
    """Each of `answers` (column -> choice, all about the same questions) in every context of at most `most` more."""
    columns = list(answers[0])
    context = contexts(sizes(batch), frozenset(columns), most)
    cells = np.repeat(context, len(answers), 0)
    cells[:, columns] = np.tile([[one[column] for column in columns] for one in answers], (len(context), 1))
    return cells


def sizes(batch: Batch) -> tuple[int, ...]:
    """How many choices each question has."""
    return tuple(len(choices) for choices in batch.choices)


def combined(choices: Mapping[int, Collection[int]]) -> Iterator[dict[int, int]]:
    """Every way to answer these columns."""
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def _answered(sizes: tuple[int, ...], columns: tuple[int, ...]) -> Cells:
    values = list(product(*(range(sizes[column]) for column in columns)))
    cells: Cells = np.full((len(values), len(sizes)), UNKNOWN, np.int8)
    cells[:, columns] = np.array(values, np.int8).reshape(len(values), len(columns))
    return cells


def named(cells: Cells) -> list[dict[int, int]]:
    """Cells that answer the same questions as column -> choice."""
    columns = np.flatnonzero((cells != UNKNOWN).all(0)).tolist()
    return [dict(zip(columns, values, strict=True)) for values in cells[:, columns].tolist()]


def ordered(cells: Cells) -> Cells:
    """Every cell once, in the order of the questions that they answer, and then of the answers."""
    rows = {((cell < 0).tobytes(), cell.tobytes()): cell for cell in cells}
    order = sorted(rows, key=lambda key: (list(key[0]), list(key[1])))
    return np.array([rows[key] for key in order], np.int8).reshape(-1, cells.shape[1])
