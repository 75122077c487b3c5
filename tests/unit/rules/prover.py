"""A prover that shares no code with the engine: the rulebook as formulas, and z3 to say what can be.

What a rule and a ranking mean is written down here again, from the words of the README: an option that is ruled out
cannot win; then the most strong reasons, for minus against; then the most slight ones; then the fewest parts to run.
Within one aspect only an option's strongest reason counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Any, TypeAlias

import z3

from rules.model import Answers, Law, Option, Rule, Rulebook, Strength
from rules.recommendation import Outcome

Formula: TypeAlias = Any  # z3 has no types
Reasons = list[tuple[Formula, int]]
"""Formulas, and what each of them weighs if it holds."""
WEIGHTS = {Strength.STRONG: 1000, Strength.SLIGHT: 1}
"""A strong reason weighs more than all slight ones together."""


class Facts:
    """What holds for everybody: one answer to every question, and what the short names of long formulas mean."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._solver = z3.SolverFor("QF_FD")
        self._solver.set("pb.solver", "sorting")
        self.answers = {(q.id, c.id): z3.Bool(f"{q.id}={c.id}") for q in rulebook.questions for c in q.choices}
        for question in rulebook.questions:
            choices = [self.answers[question.id, choice.id] for choice in question.choices]
            self._solver.add(z3.Or(*choices), *(z3.Not(z3.And(*both)) for both in combinations(choices, 2)))
        self._names: dict[Formula, Formula] = {}

    def named(self, formula: Formula) -> Formula:
        """A name for a formula, the same for the same one: z3 is much quicker with many small formulas."""
        plain = z3.simplify(formula)
        if z3.is_true(plain) or z3.is_false(plain):
            return plain
        if plain not in self._names:
            self._names[plain] = z3.Bool(f"#{len(self._names)}")
            self._solver.add(self._names[plain] == plain)
        return self._names[plain]

    def can_be(self, *formulas: Formula) -> bool:
        """Whether some answer set makes all formulas true."""
        self._solver.push()
        self._solver.add(*formulas)
        found = self._solver.check()
        self._solver.pop()
        assert found != z3.unknown, self._solver.reason_unknown()
        return bool(found == z3.sat)


class Story:
    """One person's answers and what follows from them. `moved` are answers that this person gives, whoever tells."""

    def __init__(self, facts: Facts, moved: Answers | None = None) -> None:
        self.rulebook = facts.rulebook
        self._facts = facts
        own = {(q, c): z3.BoolVal(c == moved[q]) for q, c in facts.answers if moved and q in moved}
        self._answers = facts.answers | own
        self._fires = {rule.id: facts.named(self.meets(rule.when)) for rule in self.rulebook.rules}
        self._fits = {option.id: z3.Not(self._ruled_out(option)) for option in self.rulebook.options}
        self._reasons = {option.id: [*self._reasons_of(option)] for option in self.rulebook.options}

    def meets(self, when: Mapping[str, Sequence[str]]) -> Formula:
        """Every clause holds."""
        return z3.And(*(z3.Or(*(self._answers[q, choice] for choice in wanted)) for q, wanted in when.items()))

    def outcome(self, outcome: Outcome) -> Formula:
        """That outcome comes out."""
        fits = self._fits[outcome.option] == z3.BoolVal(outcome.fits)
        return z3.And(self.leads(outcome.option), fits, self._headline(outcome.instead))

    def recommends(self, option: str) -> Formula:
        """That option leads, and fits."""
        return z3.And(self.leads(option), self._fits[option])

    def leads(self, option: str) -> Formula:
        """That option comes before every other."""
        others = [other.id for other in self.rulebook.options if other.id != option]
        return z3.And(*(self._before(option, other) for other in others))

    def ahead(self, one: str, other: str) -> tuple[Reasons, int]:
        """What one option has on another, and how much of it is enough to come first."""
        order = [option.id for option in sorted(self.rulebook.options, key=lambda option: len(option.parts))]
        reasons = [*self._reasons[one], *((formula, -weight) for formula, weight in self._reasons[other])]
        return reasons, int(order.index(one) > order.index(other))

    def _before(self, one: str, other: str) -> Formula:
        fits, other_fits = self._fits[one], self._fits[other]
        by_reasons = self._facts.named(enough(*self.ahead(one, other)))
        return z3.Or(z3.And(fits, z3.Not(other_fits)), z3.And(fits == other_fits, by_reasons))

    def _headline(self, instead: str | None) -> Formula:
        """That alternative is strongly pointed to, and none before it."""
        ids = [alternative.id for alternative in self.rulebook.alternatives]
        earlier = ids if instead is None else ids[: ids.index(instead)]
        here = z3.BoolVal(True) if instead is None else self._pointed_to(instead)
        return z3.And(here, z3.Not(z3.Or(*map(self._pointed_to, earlier))))

    def _pointed_to(self, alternative: str) -> Formula:
        rules = (rule for rule in self.rulebook.rules if rule.look_elsewhere == alternative)
        return self._some(rule for rule in rules if rule.strength is Strength.STRONG)

    def _ruled_out(self, option: Option) -> Formula:
        return self._facts.named(self._some(rule for rule in self.rulebook.rules if option.id in rule.rules_out))

    def _reasons_of(self, option: Option) -> Iterator[tuple[Formula, int]]:
        """For each aspect and strength whether it counts for the option, and whether it counts against it."""
        speaking = [rule for rule in self.rulebook.rules if option.id in rule.speaks_for + rule.speaks_against]
        for aspect in dict.fromkeys(rule.aspect for rule in speaking):
            silenced = z3.BoolVal(False)
            for strength, weight in WEIGHTS.items():
                rules = [rule for rule in speaking if rule.aspect == aspect and rule.strength is strength]
                good = self._some(rule for rule in rules if option.id in rule.speaks_for)
                bad = self._some(rule for rule in rules if option.id in rule.speaks_against)
                yield self._facts.named(z3.And(good, z3.Not(bad), z3.Not(silenced))), weight
                yield self._facts.named(z3.And(bad, z3.Not(good), z3.Not(silenced))), -weight
                silenced = z3.Or(good, bad)

    def _some(self, rules: Iterable[Rule]) -> Formula:
        """One of the rules fires."""
        return z3.Or(*(self._fires[rule.id] for rule in rules))


def enough(reasons: Reasons, least: int) -> Formula:
    """Whether the weights of the reasons that hold add up to so much."""
    weights: dict[Formula, int] = {}
    for formula, weight in reasons:
        weights[formula] = weights.get(formula, 0) + weight
    ups = [(formula, weight) for formula, weight in weights.items() if weight > 0]
    downs = [(z3.Not(formula), -weight) for formula, weight in weights.items() if weight < 0]
    return (
        z3.PbGe([*ups, *downs], least + sum(weight for _, weight in downs)) if ups or downs else z3.BoolVal(not least)
    )


def every_outcome(rulebook: Rulebook) -> Iterator[Outcome]:
    """Whatever could come out of a rulebook if its rules said so."""
    headlines = [*(alternative.id for alternative in rulebook.alternatives), None]
    return (Outcome(o.id, h, fits) for o, h, fits in product(rulebook.options, headlines, (True, False)))


def possible(rulebook: Rulebook, answers: Answers) -> set[Outcome]:
    """Every outcome that some completion of the answers has."""
    facts, formulas = _outcomes(rulebook)
    given = z3.And(*(facts.answers[answer] for answer in answers.items()))
    return {outcome for outcome, formula in formulas.items() if facts.can_be(given, formula)}


@lru_cache(maxsize=1)
def _outcomes(rulebook: Rulebook) -> tuple[Facts, Mapping[Outcome, Formula]]:
    facts = Facts(rulebook)
    story = Story(facts)
    return facts, {outcome: story.outcome(outcome) for outcome in every_outcome(rulebook)}


def breakable(law: Law, rulebook: Rulebook) -> bool:
    """Whether some answer set breaks the law."""
    if law.never:
        facts = Facts(rulebook)
        story = Story(facts)
        return facts.can_be(story.meets(law.when), z3.Or(*map(story.recommends, law.never)))
    others = [option.id for option in rulebook.options if option.id not in law.options]
    ways = [*product(law.options, others)] if law.never_away_from else [*product(others, law.options)]
    return any(_moves(law, Facts(rulebook), move, ways) for move in law.moves)


def _moves(law: Law, facts: Facts, move: tuple[str, str], ways: Iterable[tuple[str, str]]) -> bool:
    """Whether the move of an answer leads somebody from one option to another in one of these ways."""
    before, after = (Story(facts, {str(law.question): choice}) for choice in move)
    return any(
        facts.can_be(
            before.meets(law.when),
            before.recommends(one),
            after.recommends(other),
            _sum(before.ahead(one, other), after.ahead(other, one)),
        )
        for one, other in ways
    )


def _sum(one: tuple[Reasons, int], other: tuple[Reasons, int]) -> Formula:
    """If two sums are enough, both together are. It says nothing new, but what they share is gone from it."""
    together = enough([*one[0], *other[0]], one[1] + other[1])
    return z3.Implies(z3.And(enough(*one), enough(*other)), together)
