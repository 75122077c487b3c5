"""The four words that say how firm a verdict is. Each is defined by counting, none is a percentage."""

from enum import StrEnum


class Word(StrEnum):
    """In the order in which they are tried.

    UNDECIDED: answers that are unknown can still change the outcome that there is without them.
    TIED: nothing but the number of parts to run decided.
    CONTESTABLE: one changed answer changes the outcome.
    SETTLED: no single changed answer does.
    """

    UNDECIDED = "undecided"
    TIED = "tied"
    CONTESTABLE = "contestable"
    SETTLED = "settled"
