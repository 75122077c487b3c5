"""What can still come out once the unknown answers are known, exactly.

First a guess: for each option, answer every unknown question as suits it best. What the guesses do not show, a
search over the unknown answers decides, cut short by how far each option can lead another at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.compiled import Compiled
from rules.masks import union
from rules.model import Answers
from rules.scan import Key, key


@dataclass(frozen=True, slots=True)
class Outlook:
    """The options (by index) that can still lead, and whether another outcome than the one so far is possible."""

    options: frozenset[int]
    spans: bool


def outlook(book: Compiled, answers: Answers, here: Key) -> Outlook:
    """What can still come out of `answers`. With every question answered, that is one outcome."""
    unknown = [name for name in book.missed if name not in answers]
    if not unknown:
        return Outlook(frozenset({here[0]}), False)
    search = _Search(book, book.possible(answers), unknown)
    ends = {search.guess(target) for target in book.by_parts}
    found = frozenset(end[0] for end in ends)
    options = found | {target for target in book.by_parts if target not in found and search.leads(target)}
    return Outlook(options, len(options) > 1 or ends != {here} or search.departs(here))


@lru_cache(maxsize=8)
def _favourites(book: Compiled, target: int) -> Mapping[str, int]:
    """Question id -> the mask of the choice that, taken by itself, suits an option best. A guess, and used as one."""
    return {
        question: min((_cost(book, target, book.asking[question] & ~mask), mask) for mask in missed.values())[1]
        for question, missed in book.missed.items()
    }


def _cost(book: Compiled, target: int, holding: int) -> int:
    """How much the rules whose clause holds speak for the rivals rather than for `target`."""
    cost = 0
    for index in book.by_parts:
        good = book.speaking_for[index] & holding
        bad = book.speaking_against[index] & holding
        out = (book.ruling_out[index] & holding).bit_count() * len(book.rulebook.rules)
        gain = good.bit_count() + (good & book.strong).bit_count() * 3
        loss = bad.bit_count() + (bad & book.strong).bit_count() * 3 + out
        cost += (loss - gain) * (2 if index == target else -1)
    return cost


class _Search:
    """Looks for a completion with some property. Works on masks: `possible` rules and `unknown` questions."""

    def __init__(self, book: Compiled, possible: int, unknown: Sequence[str]) -> None:
        self.book = book
        self.possible = possible
        self.unknown = unknown
        self._seen: set[tuple[int, int]] = set()

    def guess(self, target: int) -> Key:
        """The outcome of one completion, made to suit `target`."""
        return self._guess(target, self.possible, self.unknown)

    def leads(self, target: int) -> bool:
        """Whether some completion lets `target` lead."""
        ruling_out = union(self.book.ruling_out)
        questions = self._asked_by(ruling_out) + self._asked_by(self.book.ranking & ~ruling_out)
        self._seen.clear()
        possible = self.possible & self.book.ranking
        asked = tuple(dict.fromkeys(questions))
        return self._margin(target, possible, asked) >= 0 and self._leads(target, possible, asked)

    def _guess(self, target: int, possible: int, questions: Sequence[str]) -> Key:
        favourites = _favourites(self.book, target)
        firing = possible & ~union(favourites[name] for name in questions)
        return key(self.book, firing, sum(self.book.weigh(firing)))

    def departs(self, end: Key) -> bool:
        """Whether some completion ends with another headline than `end`, or fits where `end` does not."""
        return self._headline_departs(end[1]) or self._fit_departs(fits=end[2])

    def _leads(self, target: int, possible: int, questions: tuple[str, ...]) -> bool:
        if self._guess(target, possible, questions)[0] == target:
            return True
        if not questions:
            return False
        rest = questions[1:]
        # Answers that differ may leave the same rules possible; nothing is looked at twice.
        after = {possible & ~missed for missed in self.book.missed[questions[0]].values()}
        anew = [(self._margin(target, mask, rest), mask) for mask in after if (mask, len(rest)) not in self._seen]
        self._seen.update((mask, len(rest)) for _, mask in anew)
        best_first = sorted((ahead for ahead in anew if ahead[0] >= 0), reverse=True)
        return any(self._leads(target, mask, rest) for _, mask in best_first)

    def _margin(self, target: int, possible: int, questions: tuple[str, ...]) -> int:
        """How far `target` can come out ahead of the rival that is hardest to beat; never too small."""
        book = self.book
        firing = possible & ~union(book.asking[name] for name in questions)
        if firing & book.ruling_out[target] and not all(possible & out for out in book.ruling_out):
            return -1
        unknown = union(book.bit[name] for name in questions)
        leads = [scale.leads(possible, unknown) for scale in book.scales]
        most = [book.unit * len(book.scales)]
        for place, rival in enumerate(book.by_parts):
            if rival != target and not possible & book.ruling_out[rival]:
                pair = target * len(book.by_parts) + rival
                wins_ties = book.by_parts.index(target) < place
                most.append(sum(lead[pair] for lead in leads) - (not wins_ties))
        return min(most)

    def _headline_departs(self, headline: int) -> bool:
        """A rule for an earlier alternative can be made to fire; else all rules for this one must stay silent."""
        elsewhere = self.book.elsewhere
        earlier = union(elsewhere[:headline] if headline >= 0 else elsewhere)
        if self.possible & earlier:
            return True
        return headline >= 0 and self._silences(elsewhere[headline], self.possible)

    def _fit_departs(self, *, fits: bool) -> bool:
        """Whether all options can be ruled out together, or, where they are, whether one can be spared."""
        if not fits:
            return any(self._silences(out, self.possible) for out in self.book.ruling_out)
        return self._all_out(self.possible, self._asked_by(union(self.book.ruling_out)))

    def _silences(self, rules: int, possible: int) -> bool:
        """Whether some completion lets none of the rules fire."""
        questions = self._asked_by(rules & possible)
        firing = possible & rules & ~union(self.book.asking[name] for name in questions)
        if firing or not questions:
            return not firing
        rest = _Search(self.book, possible, questions[1:])
        return any(rest._silences(rules, possible & ~missed) for missed in self.book.missed[questions[0]].values())

    def _all_out(self, possible: int, questions: tuple[str, ...]) -> bool:
        if not all(possible & out for out in self.book.ruling_out):
            return False
        firing = possible & ~union(self.book.asking[name] for name in questions)
        if all(firing & out for out in self.book.ruling_out):
            return True
        misses = self.book.missed[questions[0]].values() if questions else ()
        return any(self._all_out(possible & ~missed, questions[1:]) for missed in misses)

    def _asked_by(self, rules: int) -> tuple[str, ...]:
        live = self.possible & rules
        return tuple(name for name in self.unknown if self.book.asking[name] & live)
