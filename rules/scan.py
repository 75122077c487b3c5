"""Looks at every set of answers that differs from the given one in a single answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import or_

from rules.compiled import Compiled
from rules.model import Answers
from rules.scale import Packed, Scale

Key = tuple[int, int, bool]
"""An outcome in numbers: index of the option, index of the alternative or -1, and whether the option fits."""


Touched = Sequence[tuple[int, Scale]]
"""The aspects that a question can change, each with its index."""


@dataclass(frozen=True, slots=True)
class Position:
    """What the rules say about one set of answers. `packed` is the sum of what each aspect weighs."""

    blocked: Mapping[str, int]
    firing: int
    weighed: tuple[Packed, ...]
    packed: Packed
    key: Key


def position(book: Compiled, answers: Answers) -> Position:
    """Evaluate one set of answers."""
    blocked = book.blocked(answers)
    firing = book.firing(blocked.values())
    weighed = book.weigh(firing)
    packed = sum(weighed)
    return Position(blocked, firing, weighed, packed, key(book, firing, packed))


def departures(book: Compiled, answers: Answers, here: Position) -> Iterator[tuple[str, str, Key]]:
    """Every single answer that leads to another outcome: (question, choice, outcome)."""
    masks = list(here.blocked.values())
    before = [0, *accumulate(masks, or_)]
    after = [*accumulate(reversed(masks), or_, initial=0)][::-1]
    for index, (question, choices) in enumerate(book.missed.items()):
        rest = book.everything & ~(before[index] | after[index + 1])
        now = answers.get(question)
        scales = book.touched[question]
        for choice, missed in choices.items():
            firing = rest & ~missed
            changed = (firing ^ here.firing) & book.deciding
            if changed and choice != now:
                there = _key_after(book, here, firing, changed, scales)
                if there != here.key:
                    yield question, choice, there


def _key_after(book: Compiled, here: Position, firing: int, changed: int, scales: Touched) -> Key:
    """The outcome when other rules fire. Whatever the changed rules cannot touch is taken over."""
    leader, instead, fits = here.key
    if changed & book.strong_elsewhere:
        instead = book.instead(firing)
    if changed & book.ranking:
        packed = here.packed
        for index, scale in scales:
            if scale.mask & changed:
                packed += scale.weighings[firing & scale.mask] - here.weighed[index]
        leader = book.leader(firing, packed)
        fits = not firing & book.ruling_out[leader]
    return leader, instead, fits


def key(book: Compiled, firing: int, packed: Packed) -> Key:
    """The outcome of a position, in numbers."""
    leader = book.leader(firing, packed)
    return leader, book.instead(firing), not firing & book.ruling_out[leader]
