"""Looks at every set of answers that differs from the given one in a single answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from operator import add, or_, sub

from rules.compiled import Balances, Compiled, Scale
from rules.model import Answers

Key = tuple[int, int, bool]
"""An outcome in numbers: index of the option, index of the alternative or -1, and whether the option fits."""


@dataclass(frozen=True, slots=True)
class Position:
    """What the rules say about one set of answers."""

    blocked: Mapping[str, int]
    firing: int
    balances: Balances
    key: Key


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The position after one answer was changed or given."""

    question: str
    choice: str
    balances: Balances
    key: Key


def position(book: Compiled, answers: Answers) -> Position:
    """Evaluate one set of answers."""
    blocked = book.blocked(answers)
    firing = book.firing(blocked.values())
    balances = book.balances(firing)
    return Position(blocked, firing, balances, key(book, firing, balances))


def neighbours(book: Compiled, answers: Answers, here: Position) -> Iterator[Neighbour]:
    """Every position that is one answer away and in which other rules have a say."""
    masks = list(here.blocked.values())
    before = [0, *accumulate(masks, or_)]
    after = [*accumulate(reversed(masks), or_, initial=0)][::-1]
    for index, (question, choices) in enumerate(book.missed.items()):
        rest = book.everything & ~(before[index] | after[index + 1])
        now = answers.get(question)
        for choice, missed in choices.items():
            firing = rest & ~missed
            changed = (firing ^ here.firing) & book.deciding
            if changed and choice != now:
                balances = _moved(here, firing, [scale for scale in book.touched[question] if scale.mask & changed])
                yield Neighbour(question, choice, balances, key(book, firing, balances))


def _moved(here: Position, firing: int, scales: list[Scale]) -> Balances:
    """The balances after these scales were weighed again."""
    balances = here.balances
    for scale in scales:
        before, after = scale.weigh(here.firing), scale.weigh(firing)
        if before != after:
            balances = tuple(map(sub, map(add, balances, after), before))
    return balances


def key(book: Compiled, firing: int, balances: Balances) -> Key:
    """The outcome of a position, in numbers."""
    leader = book.leader(firing, balances)
    return leader, book.instead(firing), not firing & book.ruling_out[leader]
