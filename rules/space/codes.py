"""Outcomes as small integers, so that an array can hold one for each answer set."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Rulebook
from rules.recommendation import Outcome

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Codes:
    """Outcome <-> integer below `count`. The low part is the ranking (option, fits), the high part the alternative."""

    options: tuple[str, ...]
    alternatives: tuple[str, ...]

    @classmethod
    def of(cls, rulebook: Rulebook) -> "Codes":
        """The codes of a rulebook."""
        return cls(tuple(o.id for o in rulebook.options), tuple(a.id for a in rulebook.alternatives))

    @property
    def rankings(self) -> int:
        """How many rankings there are: each option, fitting or only the nearest."""
        return 2 * len(self.options)

    @property
    def headlines(self) -> int:
        """How many headlines there are: each alternative, and none, which is the last."""
        return len(self.alternatives) + 1

    @property
    def count(self) -> int:
        """How many outcomes can be told apart."""
        return self.rankings * self.headlines

    @property
    def dtype(self) -> type[np.unsignedinteger[Any]]:
        """The smallest type that holds every code."""
        return np.uint8 if self.count <= 256 else np.uint16

    def code(self, ranking: Ints, headline: Ints) -> Ints:
        """Join the two parts."""
        joined = headline.astype(self.dtype)
        joined *= self.dtype(self.rankings)
        joined += ranking.astype(self.dtype)
        return joined

    def outcome(self, code: int) -> Outcome:
        """The outcome of a code."""
        headline, ranking = divmod(int(code), self.rankings)
        unfit, option = divmod(ranking, len(self.options))
        instead = self.alternatives[headline] if headline < len(self.alternatives) else None
        return Outcome(self.options[option], instead, not unfit)

    def of_outcome(self, outcome: Outcome) -> int:
        """The code of an outcome."""
        ranking = self.options.index(outcome.option) + len(self.options) * (not outcome.fits)
        last = len(self.alternatives)
        headline = last if outcome.instead is None else self.alternatives.index(outcome.instead)
        return headline * self.rankings + ranking
