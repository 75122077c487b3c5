"""What becomes of every mistake that can be made in one rule of a rulebook: caught, or proved to be none."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rules.model import Case, Rulebook
from rules.teeth.mutants import Mutant, mutants
from rules.teeth.proof import unseen
from rules.teeth.sight import Flags, Sight
from rules.teeth.suite import Suite


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mutant, and the first case that catches it.

    seen_by: by what people see, the outcome or a text that is shown; named_by: only by a rule that the case names;
    equal: whether it was proved that nobody sees a difference on any complete answer set.
    """

    mutant: Mutant
    seen_by: str | None
    named_by: str | None
    equal: bool

    @property
    def caught(self) -> bool:
        """Whether some case fails."""
        return self.seen_by is not None or self.named_by is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of mutants: `made` is all of them, `caught` by a case (of which `seen` by what people see), `equal` is how
    many more were proved to change nothing that people see, and `alive` are the others.
    """

    made: int
    caught: int
    seen: int
    equal: int
    alive: tuple[Mutant, ...]


def verdicts(rulebook: Rulebook) -> tuple[Verdict, ...]:
    """The verdict on every mutant."""
    sight = Sight(rulebook)
    suite = Suite(sight, rulebook.cases)
    return tuple(_verdict(sight, suite, mutant) for mutant in mutants(rulebook))


def tally(found: Iterable[Verdict]) -> Tally:
    """The counts of some verdicts."""
    every = list(found)
    return Tally(
        made=len(every),
        caught=sum(each.caught for each in every),
        seen=sum(each.seen_by is not None for each in every),
        equal=sum(each.equal and not each.caught for each in every),
        alive=tuple(each.mutant for each in every if not each.caught and not each.equal),
    )


def _verdict(sight: Sight, suite: Suite, mutant: Mutant) -> Verdict:
    failures = suite.failures(mutant)
    seen_by = _first(suite.cases, failures.seen)
    equal = seen_by is None and unseen(sight, mutant)
    return Verdict(mutant, seen_by, _first(suite.cases, failures.named), equal)


def _first(cases: tuple[Case, ...], failing: Flags) -> str | None:
    return cases[int(np.argmax(failing))].name if failing.any() else None
