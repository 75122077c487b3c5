"""The rulebook in a form that is quick to evaluate: one bit per rule, one small table per aspect.

A rule fires when no question stands in its way. An answer stands in the way of every rule whose clause
it does not meet; an unknown answer stands in the way of every rule that asks the question. So the rules
that fire are all rules less what is blocked, and three-valued logic is a few operations on integers.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_

from rules.model import Answers, Kind, Rule, Rulebook, Strength

Balances = tuple[int, ...]
"""One number per option. Strong reasons count `unit` each and slight ones 1; `unit` is larger than all slight
reasons together can be, so comparing two balances is comparing strong reasons first and slight ones next."""


class Compiled:
    """Masks and tables of one rulebook. Made once per rulebook, never changed in a way that can be seen."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = rulebook.rules
        self.rulebook = rulebook
        self.level = (0,) * len(rulebook.options)
        self.unit = 2 * len(rulebook.aspects) + 1
        self.everything = (1 << len(rules)) - 1
        self.choices = {question.id: tuple(c.id for c in question.choices) for question in rulebook.questions}
        self.asking = {question: _bits(question in rule.when for rule in rules) for question in self.choices}
        self.missed = {question: self._missed(question) for question in self.choices}
        self.ruling_out = tuple(_bits(option.id in rule.rules_out for rule in rules) for option in rulebook.options)
        self.scales = self._scales()
        self.touched = {question: self._touched(mask) for question, mask in self.asking.items()}
        self.elsewhere = tuple(_bits(_strongly(rule, other.id) for rule in rules) for other in rulebook.alternatives)
        self.strong_elsewhere = union(self.elsewhere)
        self.by_parts = tuple(sorted(range(len(self.level)), key=lambda index: len(rulebook.options[index].parts)))

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

    def balances(self, firing: int) -> Balances:
        """What the firing rules say for and against each option."""
        return tuple(map(sum, zip(self.level, *[scale.weigh(firing) for scale in self.scales], strict=True)))

    def leader(self, firing: int, balances: Balances) -> int:
        """The index of the first option in the ranking: not ruled out, best balance, fewest parts."""
        best = -1
        for index in self.by_parts:
            if firing & self.ruling_out[index]:
                continue
            if best < 0 or balances[index] > balances[best]:
                best = index
        return best if best >= 0 else max(self.by_parts, key=lambda index: balances[index])

    def instead(self, firing: int) -> int:
        """The index of the first alternative that firing rules strongly point to, or -1."""
        if not firing & self.strong_elsewhere:
            return -1
        return next(index for index, mask in enumerate(self.elsewhere) if firing & mask)

    def outranks(self, index: int, balance: int, rival: int, rivals_balance: int) -> bool:
        """Whether an option with that balance comes before the rival with his."""
        level = balance == rivals_balance
        return self.by_parts.index(index) < self.by_parts.index(rival) if level else balance > rivals_balance

    def most(self, index: int, firing: int, possible: int) -> int:
        """A balance that the option cannot exceed while only possible rules may join the firing ones."""
        return sum(scale.weigh(firing | possible & scale.good[index])[index] for scale in self.scales)

    def least(self, index: int, firing: int, possible: int) -> int:
        """A balance that the option cannot fall below while only possible rules may join the firing ones."""
        return sum(scale.weigh(firing | possible & scale.bad[index])[index] for scale in self.scales)

    def rules(self, mask: int) -> list[Rule]:
        """The rules of a mask, in the order of the rulebook."""
        found = []
        while mask:
            bit = mask & -mask
            found.append(self.rulebook.rules[bit.bit_length() - 1])
            mask ^= bit
        return found

    def _missed(self, question: str) -> Mapping[str, int]:
        rules = self.rulebook.rules
        return {
            choice: _bits(question in rule.when and choice not in rule.when[question] for rule in rules)
            for choice in self.choices[question]
        }

    def _scales(self) -> tuple["Scale", ...]:
        options = [option.id for option in self.rulebook.options]
        used = dict.fromkeys(rule.aspect for rule in self.rulebook.rules if rule.kind in _WEIGHING)
        return tuple(Scale(self.rulebook.rules, aspect, options, self.unit) for aspect in used)

    def _touched(self, mask: int) -> tuple["Scale", ...]:
        return tuple(scale for scale in self.scales if scale.mask & mask)


class Scale:
    """The weighing of one aspect: within it, only an option's strongest reason counts.

    A strong reason silences slight ones of the same aspect; a reason for and one against of the same strength cancel.
    """

    def __init__(self, rules: tuple[Rule, ...], aspect: str, options: list[str], unit: int) -> None:
        self._rules = rules
        self._options = options
        self._unit = unit
        self.mask = _bits(rule.aspect == aspect and rule.kind in _WEIGHING for rule in rules)
        self.good = [self._speaking(option, Kind.SPEAKS_FOR) for option in options]
        self.bad = [self._speaking(option, Kind.SPEAKS_AGAINST) for option in options]
        self._table: dict[int, Balances] = {}

    def weigh(self, firing: int) -> Balances:
        """The balance of every option in this aspect."""
        held = firing & self.mask
        found = self._table.get(held)
        if found is None:
            found = self._table[held] = tuple(self._balance(option, held) for option in self._options)
        return found

    def _speaking(self, option: str, kind: Kind) -> int:
        return self.mask & _bits(rule.kind is kind and option in rule.options for rule in self._rules)

    def _balance(self, option: str, held: int) -> int:
        speaking = [rule for index, rule in enumerate(self._rules) if held >> index & 1 and option in rule.options]
        good = self._strongest(rule for rule in speaking if rule.kind is Kind.SPEAKS_FOR)
        bad = self._strongest(rule for rule in speaking if rule.kind is Kind.SPEAKS_AGAINST)
        return 0 if good == bad else good if good > bad else -bad

    def _strongest(self, rules: Iterable[Rule]) -> int:
        return max((self._unit if rule.strength is Strength.STRONG else 1 for rule in rules), default=0)


_WEIGHING = (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST)


@lru_cache(maxsize=8)
def compiled(rulebook: Rulebook) -> Compiled:
    """The compiled form of a rulebook, made on first use."""
    return Compiled(rulebook)


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << index for index, flag in enumerate(flags) if flag)


def _strongly(rule: Rule, alternative: str) -> bool:
    return rule.look_elsewhere == alternative and rule.strength is Strength.STRONG


def union(masks: Iterable[int]) -> int:
    """The rules that are in any of the masks."""
    return reduce(or_, masks, 0)
