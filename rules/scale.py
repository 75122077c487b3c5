"""Weighs the rules of one aspect against each other, and remembers every weighing."""

from collections.abc import Callable, Mapping

from rules.masks import Masks, bits, mask_of, union
from rules.model import Kind, Rule, Strength

Balances = tuple[int, ...]
"""One number per option. Strong reasons count `unit` each and slight ones 1; `unit` is larger than all slight
reasons together can be, so comparing two balances is comparing strong reasons first and slight ones next."""
Packed = int
"""Balances in one integer, a field of `FIELD` bits for each option, so that adding them is one addition."""
FIELD = 32
WEIGHING = (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST)
_SIDES = tuple((kind, strength) for kind in WEIGHING for strength in (Strength.STRONG, Strength.SLIGHT))


class _Weighings(dict[int, Packed]):
    """Rules of an aspect that fire -> what they weigh. A dictionary, because one that is known costs no call."""

    def __init__(self, weigh: Callable[[int], Packed]) -> None:
        self._weigh = weigh

    def __missing__(self, held: int) -> Packed:
        found = self[held] = self._weigh(held)
        return found


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
        self.mask = mask_of(rule.aspect == aspect and rule.kind in WEIGHING for rule in rules)
        self._sides = {option: tuple(self._speaking(option, *side) for side in _SIDES) for option in options}
        self._misses = {bit: masks for bit, masks in misses.items() if any(mask & self.mask for mask in masks)}
        self._asked = union(self._misses)
        self._leads: dict[tuple[int, int], Packed] = {}
        self._most: dict[tuple[int, int], Balances] = {}
        self.weighings = _Weighings(self._pack)
        self._counted: dict[int, Masks] = {}

    def weigh(self, firing: int) -> Packed:
        """The balance of every option in this aspect."""
        return self.weighings[firing & self.mask]

    def counted(self, firing: int) -> Masks:
        """For every option the one rule that makes up its balance here, if there is one. Others say no more."""
        held = firing & self.mask
        found = self._counted.get(held)
        if found is None:
            balances = zip(self._options, self._weighed(held), strict=True)
            found = self._counted[held] = tuple(self._deciding(option, held, balance) for option, balance in balances)
        return found

    def leads(self, possible: int, unknown: int) -> Packed:
        """For every ordered pair of options, by how much the first can lead the second in this aspect, at most.

        `unknown` has a bit for every question that is still to be answered. The pair (a, b) is at a * options + b.
        """
        state = possible & self.mask, unknown & self._asked
        found = self._leads.get(state)
        if found is None:
            found = self._leads[state] = _packed(self._most_leads(*state))
        return found

    def _most_leads(self, possible: int, unknown: int) -> Balances:
        state = possible & self.mask, unknown
        found = self._most.get(state)
        if found is None:
            found = self._most[state] = self._most_after(*state)
        return found

    def _most_after(self, possible: int, unknown: int) -> Balances:
        if not unknown:
            balances = self._weighed(possible)
            return tuple(one - other for one in balances for other in balances)
        question = unknown & -unknown
        after = [self._most_leads(possible & ~missed, unknown ^ question) for missed in self._misses[question]]
        return tuple(map(max, *after))

    def _pack(self, held: int) -> Packed:
        return _packed(self._weighed(held))

    def _weighed(self, held: int) -> Balances:
        return tuple(self._balance(option, held) for option in self._options)

    def _balance(self, option: str, held: int) -> int:
        strong_for, slight_for, strong_against, slight_against = self._sides[option]
        good = self._unit if held & strong_for else 1 if held & slight_for else 0
        bad = self._unit if held & strong_against else 1 if held & slight_against else 0
        return 0 if good == bad else good if good > bad else -bad

    def _deciding(self, option: str, held: int, balance: int) -> int:
        if not balance:
            return 0
        kind = Kind.SPEAKS_FOR if balance > 0 else Kind.SPEAKS_AGAINST
        strength = Strength.STRONG if abs(balance) == self._unit else Strength.SLIGHT
        deciding = held & self._sides[option][_SIDES.index((kind, strength))]
        return deciding & -deciding

    def _speaking(self, option: str, kind: Kind, strength: Strength) -> int:
        speaking = ((bit, self._rules[bit]) for bit in bits(self.mask))
        return sum(1 << bit for bit, r in speaking if r.strength is strength and option in getattr(r, kind))


def _packed(balances: Balances) -> Packed:
    return sum(balance << FIELD * index for index, balance in enumerate(balances))
