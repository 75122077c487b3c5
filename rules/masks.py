"""Sets of rules as integers: bit 0 is the first rule of the rulebook."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

Masks = tuple[int, ...]


def mask_of(flags: Iterable[bool]) -> int:
    """The set in which rule n is if the n-th flag is true."""
    return sum(1 << index for index, flag in enumerate(flags) if flag)


def union(masks: Iterable[int]) -> int:
    """The rules that are in any of the sets."""
    return reduce(or_, masks, 0)


def bits(mask: int) -> Iterator[int]:
    """The positions of the rules of a set, from the first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
