"""The diagram of the ranking: groups of coupled questions, combined by their scores instead of their cells.

The score of an answer set is the balance of every option and which of them are ruled out; the scores of independent
groups add up. A state is the sum so far, less what no longer matters: an option that can never lead again is struck
out, and only the distances between the others are kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Rulebook
from rules.space.coupling import coupled, ranks
from rules.space.diagram import Diagram, Level
from rules.space.grid import Grid
from rules.space.ranking import Ranking
from rules.space.rows import distinct

Ints = NDArray[Any]
MOST_STATES = 4_000_000


class TooManyScores(ValueError):
    """The scores of a rulebook are too many to count with."""


def count_with(ways: int, most: int = MOST_STATES) -> None:
    """Look before so many ways on are worked out.

    Raises:
        TooManyScores: if they are more than `most`.
    """
    if ways > most:
        raise TooManyScores(f"More than {most:,} scores to tell apart. Use fewer aspects, strengths or alternatives.")


@dataclass(frozen=True, slots=True)
class Part:
    """A group with the score of each class of its cells: `balances` (classes, options) and `out` (classes)."""

    questions: tuple[str, ...]
    classes: Ints
    balances: Ints
    out: Ints

    @property
    def gains(self) -> Ints:
        """(a, b): how much b can gain on a at most."""
        gains: Ints = (self.balances[:, None, :] - self.balances[:, :, None]).max(0)
        return gains

    @property
    def can_rule_out(self) -> int:
        """The options that some answer rules out."""
        return int(np.bitwise_or.reduce(self.out))

    @property
    def turn(self) -> tuple[bool, int]:
        """A key to sort by: what rules out comes first, then what moves the ranking most."""
        return not self.can_rule_out, -int(self.gains.max())


@dataclass(frozen=True, slots=True)
class Future:
    """What later groups can still do: rule out options, and let one gain on another."""

    out: int
    gains: Ints


def parts(rulebook: Rulebook) -> tuple[Part, ...]:
    """The groups of the ranking: those that rule out first, then those that move it most, so states merge early."""
    groups = coupled(rulebook, filter(ranks, rulebook.rules))
    return tuple(sorted((part(rulebook, group.questions) for group in groups), key=lambda part: part.turn))


def ranking_diagram(rulebook: Rulebook, groups: Sequence[Part]) -> Diagram:
    """The diagram whose labels are the ranking codes (`rules.space.ranking`).

    Raises:
        TooManyScores: if a level has more than `MOST_STATES` ways on.
    """
    ranking = Ranking.of(rulebook)
    options = len(rulebook.options)
    balances, out = np.zeros((1, options), np.int32), np.zeros(1, np.int32)
    levels = []
    for group, future in zip(groups, reversed(list(_futures(groups, options))), strict=True):
        count_with(len(out) * len(group.out))
        balances, out = _essence(*_sums(balances, out, group), future, ranking)
        first, steps = distinct([*balances.T, out])
        balances, out = balances[first], out[first]
        levels.append(Level(group.questions, group.classes, steps.reshape(-1, len(group.out))))
    return Diagram(tuple(levels), ranking.lead(balances.T, out).astype(int), 2 * options)


def part(rulebook: Rulebook, questions: Sequence[str]) -> Part:
    """The scores of some questions that no rule couples to others."""
    grid = Grid(rulebook, questions)
    known: dict[bytes, int] = {}
    rows: list[Ints] = []
    classes = np.empty(grid.shape, np.int32)
    for block in grid.blocks():
        score = grid.score(block)
        table = np.concatenate([score.balances, score.out[None]]).reshape(len(score.balances) + 1, -1)
        first, numbers = distinct(list(table))
        fresh = table[:, first].T
        classes[block] = np.array(_numbered(fresh, known, rows))[numbers].reshape(score.out.shape)
    whole = np.array(rows, np.int32)
    return Part(tuple(questions), classes, whole[:, :-1], whole[:, -1])


def _numbered(fresh: Ints, known: dict[bytes, int], rows: list[Ints]) -> Iterator[int] | list[int]:
    numbers = []
    for row in fresh:
        key = row.tobytes()
        if key not in known:
            known[key] = len(rows)
            rows.append(row)
        numbers.append(known[key])
    return numbers


def _futures(groups: Sequence[Part], options: int) -> Iterator[Future]:
    """What comes after each group, from the last."""
    out, gains = 0, np.zeros((options, options), np.int32)
    for group in reversed(groups):
        yield Future(out, gains)
        out, gains = out | group.can_rule_out, gains + group.gains


def _sums(balances: Ints, out: Ints, group: Part) -> tuple[Ints, Ints]:
    """Every state with every class of the group added."""
    sums = balances[:, None, :] + group.balances[None]
    sums = np.where(balances[:, None, :] == STRUCK, STRUCK, sums)
    return sums.reshape(-1, balances.shape[1]), (out[:, None] | group.out[None]).ravel()


def _essence(balances: Ints, out: Ints, future: Future, ranking: Ranking) -> tuple[Ints, Ints]:
    """What can still matter: options that cannot lead are struck out, the others are told by their distances."""
    options = np.arange(balances.shape[1])
    nobody = (out | future.out) == ranking.everyone
    barred = (out[:, None] >> options & 1).astype(bool)
    struck = (barred & ~nobody[:, None]) | _beaten(
        balances, (out | future.out)[:, None] >> options & 1 == 0, future, ranking
    )
    struck |= balances == STRUCK
    base = np.take_along_axis(balances, (~struck).argmax(1)[:, None], 1)
    return np.where(struck, STRUCK, balances - base), np.where(nobody, out, 0)


def _beaten(balances: Ints, safe: NDArray[np.bool_], future: Future, ranking: Ranking) -> NDArray[np.bool_]:
    """Options that stay behind one that cannot be ruled out any more, whatever is answered."""
    beaten = np.zeros(balances.shape, bool)
    place = {option: index for index, option in enumerate(ranking.order)}
    for one, other in product(range(balances.shape[1]), repeat=2):
        needed = future.gains[one, other] + (place[one] > place[other])
        if one != other:
            beaten[:, other] |= safe[:, one] & (balances[:, one] - balances[:, other] >= needed)
    return beaten


STRUCK = -(2**30)
