"""The rulebook in a form that is quick to evaluate: one bit per rule, one small table per aspect.

A rule fires when no question stands in its way. An answer stands in the way of every rule whose clause
it does not meet; an unknown answer stands in the way of every rule that asks the question. So the rules
that fire are all rules less what is blocked, and three-valued logic is a few operations on integers.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_

from rules.model import Answers, Kind, Rule, Rulebook, Strength

Masks = tuple[int, ...]
Balances = tuple[int, ...]
"""One number per option. Strong reasons count `unit` each and slight ones 1; `unit` is larger than all slight
reasons together can be, so comparing two balances is comparing strong reasons first and slight ones next."""
Packed = int
"""Balances in one integer, a field of `FIELD` bits for each option, so that adding them is one addition."""
FIELD = 32


class Compiled:
    """Masks and tables of one rulebook. Made once per rulebook, never changed in a way that can be seen."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = rulebook.rules
        self.rulebook = rulebook
        self.unit = 2 * len(rulebook.aspects) + 1
        self.everything = (1 << len(rules)) - 1
        self.choices = {question.id: tuple(c.id for c in question.choices) for question in rulebook.questions}
        self.asking = {question: _bits(question in rule.when for rule in rules) for question in self.choices}
        self.missed = {question: self._missed(question) for question in self.choices}
        self.bit = {question: 1 << index for index, question in enumerate(self.choices)}
        self.ruling_out = tuple(_bits(option.id in rule.rules_out for rule in rules) for option in rulebook.options)
        self.speaking_for = tuple(_bits(option.id in rule.speaks_for for rule in rules) for option in rulebook.options)
        self.speaking_against = tuple(
            _bits(option.id in rule.speaks_against for rule in rules) for option in rulebook.options
        )
        self.warning = tuple(_bits(option.id in rule.warns for rule in rules) for option in rulebook.options)
        self.strong = _bits(rule.strength is Strength.STRONG for rule in rules)
        self.advising = _bits(rule.look_elsewhere is not None for rule in rules)
        self.scales = self._scales()
        self.touched = {question: self._touched(mask) for question, mask in self.asking.items()}
        self.elsewhere = tuple(_bits(_strongly(rule, other.id) for rule in rules) for other in rulebook.alternatives)
        self.strong_elsewhere = union(self.elsewhere)
        self.ranking = union((*self.ruling_out, *self.speaking_for, *self.speaking_against))
        self.deciding = self.ranking | self.strong_elsewhere
        parts = [len(option.parts) for option in rulebook.options]
        self.by_parts = tuple(sorted(range(len(parts)), key=parts.__getitem__))
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

    def weigh(self, firing: int) -> Packed:
        """What the firing rules say for and against each option."""
        return sum(scale.weigh(firing) for scale in self.scales)

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
            choice: _bits(question in rule.when and choice not in rule.when[question] for rule in rules)
            for choice in self.choices[question]
        }

    def _scales(self) -> tuple["Scale", ...]:
        options = [option.id for option in self.rulebook.options]
        used = dict.fromkeys(rule.aspect for rule in self.rulebook.rules if rule.kind in _WEIGHING)
        misses = {self.bit[question]: tuple(missed.values()) for question, missed in self.missed.items()}
        return tuple(Scale(self.rulebook.rules, aspect, options, self.unit, misses) for aspect in used)

    def _touched(self, mask: int) -> tuple["Scale", ...]:
        return tuple(scale for scale in self.scales if scale.mask & mask)


class Scale:
    """The weighing of one aspect: within it, only an option's strongest reason counts.

    A strong reason silences slight ones of the same aspect; a reason for and one against of the same strength cancel.
    """

    def __init__(
        self, rules: tuple[Rule, ...], aspect: str, options: list[str], unit: int, misses: Mapping[int, Masks]
    ) -> None:
        self._rules = rules
        self._options = options
        self._unit = unit
        self.mask = _bits(rule.aspect == aspect and rule.kind in _WEIGHING for rule in rules)
        self._misses = {bit: masks for bit, masks in misses.items() if any(mask & self.mask for mask in masks)}
        self._asked = union(self._misses)
        self._leads: dict[tuple[int, int], Balances] = {}
        self._packed: dict[int, Packed] = {}
        self._counted: dict[int, Masks] = {}

    def weigh(self, firing: int) -> Packed:
        """The balance of every option in this aspect."""
        held = firing & self.mask
        found = self._packed.get(held)
        if found is None:
            balances = enumerate(self._weighed(held))
            found = self._packed[held] = sum(balance << FIELD * index for index, balance in balances)
        return found

    def counted(self, firing: int) -> Masks:
        """For every option the one rule that makes up its balance here, if there is one. Others say no more."""
        held = firing & self.mask
        found = self._counted.get(held)
        if found is None:
            balances = zip(self._options, self._weighed(held), strict=True)
            found = self._counted[held] = tuple(self._deciding(option, held, balance) for option, balance in balances)
        return found

    def leads(self, possible: int, unknown: int) -> Balances:
        """For every ordered pair of options, by how much the first can lead the second in this aspect, at most.

        `unknown` has a bit for every question that is still to be answered. The pair (a, b) is at a * options + b.
        """
        state = possible & self.mask, unknown & self._asked
        found = self._leads.get(state)
        if found is None:
            found = self._leads[state] = self._most_leads(*state)
        return found

    def _most_leads(self, possible: int, unknown: int) -> Balances:
        if not unknown:
            balances = self._weighed(possible)
            return tuple(one - other for one in balances for other in balances)
        question = unknown & -unknown
        after = [self.leads(possible & ~missed, unknown ^ question) for missed in self._misses[question]]
        return tuple(map(max, *after))

    def _weighed(self, held: int) -> Balances:
        return tuple(self._balance(option, held) for option in self._options)

    def _balance(self, option: str, held: int) -> int:
        speaking = [rule for index, rule in enumerate(self._rules) if held >> index & 1 and option in rule.options]
        good = self._strongest(rule for rule in speaking if rule.kind is Kind.SPEAKS_FOR)
        bad = self._strongest(rule for rule in speaking if rule.kind is Kind.SPEAKS_AGAINST)
        return 0 if good == bad else good if good > bad else -bad

    def _deciding(self, option: str, held: int, balance: int) -> int:
        if not balance:
            return 0
        kind = Kind.SPEAKS_FOR if balance > 0 else Kind.SPEAKS_AGAINST
        strength = Strength.STRONG if abs(balance) == self._unit else Strength.SLIGHT
        bits = held & _bits(r.kind is kind and r.strength is strength and option in r.options for r in self._rules)
        return bits & -bits

    def _strongest(self, rules: Iterable[Rule]) -> int:
        return max((self._unit if rule.strength is Strength.STRONG else 1 for rule in rules), default=0)


_ONES = (1 << FIELD) - 1
_MIDDLE = 1 << (FIELD - 1)
_WEIGHING = (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST)


@lru_cache(maxsize=8)
def compiled(rulebook: Rulebook) -> Compiled:
    """The compiled form of a rulebook, made on first use."""
    return Compiled(rulebook)


def bits(mask: int) -> Iterator[int]:
    """The positions of the ones of a mask, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << index for index, flag in enumerate(flags) if flag)


def _strongly(rule: Rule, alternative: str) -> bool:
    return rule.look_elsewhere == alternative and rule.strength is Strength.STRONG


def union(masks: Iterable[int]) -> int:
    """The rules that are in any of the masks."""
    return reduce(or_, masks, 0)
