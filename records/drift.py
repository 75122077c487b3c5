"""Whether a decision still holds: the verdict under the rulebook of its day beside the one under today's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rules import Dropped, Recommendation, Rule, Rulebook, read_answers, recommend


class Change(StrEnum):
    """What became of a decision."""

    HOLDS = "holds"
    WORD = "word"
    VERDICT = "verdict"


class How(StrEnum):
    """What became of a rule that had or has something to say about the answers."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule that speaks about the answers in one of the two rulebooks and not, or not so, in the other."""

    rule: Rule
    how: How


@dataclass(frozen=True, slots=True)
class Drift:
    """The same answers under two rulebooks.

    `moved` are the rules that made the difference, or would have; `dropped` are answers that today's rulebook does not
    know any more.
    """

    then: Recommendation
    now: Recommendation
    moved: tuple[Moved, ...]
    dropped: tuple[Dropped, ...]

    @property
    def change(self) -> Change:
        """What became of the decision."""
        if self.then.outcome != self.now.outcome:
            return Change.VERDICT
        return Change.HOLDS if self.then.word is self.now.word else Change.WORD


def drift(answers: Mapping[str, str], then: Rulebook, today: Rulebook) -> Drift:
    """Ask both rulebooks.

    Raises:
        UnknownAnswer: the rulebook of `then` does not have an answer.
    """
    reading = read_answers(answers.items(), today)
    before, after = recommend(answers, then), recommend(reading.answers, today)
    return Drift(before, after, tuple(_moved(before, after, then, today)), reading.dropped)


def _moved(before: Recommendation, after: Recommendation, then: Rulebook, today: Rulebook) -> Iterator[Moved]:
    spoke, speak = _speaking(before), _speaking(after)
    written = {rule.id: rule for rule in then.rules}
    for name, rule in speak.items():
        if name not in written:
            yield Moved(rule, How.NEW)
        elif name not in spoke or _effect(written[name]) != _effect(rule):
            yield Moved(rule, How.CHANGED)
    stands = {rule.id for rule in today.rules}
    for name, rule in spoke.items():
        if name not in speak:
            yield Moved(rule, How.CHANGED if name in stands else How.GONE)


def _speaking(it: Recommendation) -> Mapping[str, Rule]:
    """Every rule that holds under the answers and moves the verdict, by id."""
    found: dict[str, Rule] = {}
    for standing in it.ranking:
        reasons = (reason.rule for reason in (*standing.for_it, *standing.against_it))
        found |= {rule.id: rule for rule in (*standing.ruled_out, *reasons)}
    return found | {rule.id: rule for advice in it.advice for rule in advice.rules}


def _effect(rule: Rule) -> Rule:
    """The rule without its wording."""
    return replace(rule, because="", sources=(), versions=None, demo=None, setting=None, checked=date.min)
