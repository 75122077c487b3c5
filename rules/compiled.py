"""The rulebook in a form that is quick to evaluate: one bit per rule, one small table per aspect.

A rule fires when no question stands in its way. An answer stands in the way of every rule whose clause
it does not meet; an unknown answer stands in the way of every rule that asks the question. So the rules
that fire are all rules less what is blocked, and three-valued logic is a few operations on integers.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rules.masks import bits, mask_of, union
from rules.model import Answers, Rule, Rulebook, Strength
from rules.recommendation import Reason
from rules.scale import FIELD, WEIGHING, Balances, Packed, Scale


class Compiled:
    """Masks and tables of one rulebook. Made once per rulebook, never changed in a way that can be seen."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = rulebook.rules
        self.rulebook = rulebook
        self.unit = 2 * len(rulebook.aspects) + 1
        self.everything = (1 << len(rules)) - 1
        self.choices = {question.id: tuple(c.id for c in question.choices) for question in rulebook.questions}
        self.asking = {question: mask_of(question in rule.when for rule in rules) for question in self.choices}
        self.missed = {question: self._missed(question) for question in self.choices}
        self.bit = {question: 1 << index for index, question in enumerate(self.choices)}
        options = [option.id for option in rulebook.options]
        self.ruling_out = tuple(mask_of(option in rule.rules_out for rule in rules) for option in options)
        self.speaking_for = tuple(mask_of(option in rule.speaks_for for rule in rules) for option in options)
        self.speaking_against = tuple(mask_of(option in rule.speaks_against for rule in rules) for option in options)
        self.warning = tuple(mask_of(option in rule.warns for rule in rules) for option in options)
        self.reasons = tuple((Reason(rule, False), Reason(rule, True)) for rule in rules)
        self.strong = mask_of(rule.strength is Strength.STRONG for rule in rules)
        self.advising = mask_of(rule.look_elsewhere is not None for rule in rules)
        self.scales = self._scales()
        self.touched = {question: self._touched(mask) for question, mask in self.asking.items()}
        self.elsewhere = tuple(mask_of(_strongly(rule, other.id) for rule in rules) for other in rulebook.alternatives)
        self.strong_elsewhere = union(self.elsewhere)
        self.ranking = union((*self.ruling_out, *self.speaking_for, *self.speaking_against))
        self.deciding = self.ranking | self.strong_elsewhere
        parts = [len(option.parts) for option in rulebook.options]
        self.by_parts = tuple(sorted(range(len(parts)), key=parts.__getitem__))
        self.middles = sum(1 << (FIELD - 1) << FIELD * pair for pair in range(len(parts) ** 2))
        self._middle = sum(1 << (FIELD - 1) << FIELD * index for index in self.by_parts)
        self._order = tuple((index, self.ruling_out[index], FIELD * index) for index in self.by_parts)

    def blocked(self, answers: Answers) -> dict[str, int]:
        """Question id -> the rules that cannot fire because of the answer, or for want of one."""
        return {
            name: missed[answers[name]] if name in answers else self.asking[name]
            for name, missed in self.missed.items()
        }

    def firing(self, blocked: Iterable[int]) -> int:
        """The rules that fire."""
        return self.everything & ~union(blocked)

    def possible(self, answers: Answers) -> int:
        """The rules that fire or may still fire: no answer that is known stands in their way."""
        return self.everything & ~union(self.missed[name][choice] for name, choice in answers.items())

    def weigh(self, firing: int) -> tuple[Packed, ...]:
        """What the firing rules say for and against each option, aspect by aspect."""
        return tuple([scale.weigh(firing) for scale in self.scales])

    def balances(self, packed: Packed) -> Balances:
        """The balance of each option, in the order of the rulebook."""
        raised = packed + self._middle
        return tuple((raised >> FIELD * index & _ONES) - _MIDDLE for index in range(len(self.by_parts)))

    def leader(self, firing: int, packed: Packed) -> int:
        """The index of the first option in the ranking: not ruled out, best balance, fewest parts."""
        raised = packed + self._middle
        leader, best = -1, -1
        for index, out, shift in self._order:
            if not firing & out and (balance := raised >> shift & _ONES) > best:
                leader, best = index, balance
        return leader if leader >= 0 else self.leader(0, packed)

    def instead(self, firing: int) -> int:
        """The index of the first alternative that firing rules strongly point to, or -1."""
        if not firing & self.strong_elsewhere:
            return -1
        return next(index for index, mask in enumerate(self.elsewhere) if firing & mask)

    def rules(self, mask: int) -> tuple[Rule, ...]:
        """The rules of a mask, in the order of the rulebook."""
        return tuple(self.rulebook.rules[index] for index in bits(mask))

    def _missed(self, question: str) -> Mapping[str, int]:
        rules = self.rulebook.rules
        return {
            choice: mask_of(question in rule.when and choice not in rule.when[question] for rule in rules)
            for choice in self.choices[question]
        }

    def _scales(self) -> tuple[Scale, ...]:
        options = [option.id for option in self.rulebook.options]
        used = dict.fromkeys(rule.aspect for rule in self.rulebook.rules if rule.kind in WEIGHING)
        misses = {self.bit[question]: tuple(missed.values()) for question, missed in self.missed.items()}
        return tuple(Scale(self.rulebook.rules, aspect, options, self.unit, misses) for aspect in used)

    def _touched(self, mask: int) -> tuple[tuple[int, Scale], ...]:
        return tuple((index, scale) for index, scale in enumerate(self.scales) if scale.mask & mask)


_ONES = (1 << FIELD) - 1
_MIDDLE = 1 << (FIELD - 1)


@lru_cache(maxsize=8)
def compiled(rulebook: Rulebook) -> Compiled:
    """The compiled form of a rulebook, made on first use."""
    return Compiled(rulebook)


def _strongly(rule: Rule, alternative: str) -> bool:
    return rule.look_elsewhere == alternative and rule.strength is Strength.STRONG
