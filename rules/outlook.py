"""What can still come out once the unknown answers are known, exactly.

First a guess: for each option, answer every unknown question as suits it best. What the guesses do not show, a
search over the unknown answers decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.compiled import Compiled
from rules.leading import Leading, favourites
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


class _Search:
    """Looks for a completion with some property. Works on masks: `possible` rules and `unknown` questions."""

    def __init__(self, book: Compiled, possible: int, unknown: Sequence[str]) -> None:
        self.book = book
        self.possible = possible
        self.unknown = unknown

    def guess(self, target: int) -> Key:
        """The outcome of one completion, made to suit `target`."""
        suits = favourites(self.book, target)
        firing = self.possible & ~union(suits[name] for name in self.unknown)
        return key(self.book, firing, sum(self.book.weigh(firing)))

    def leads(self, target: int) -> bool:
        """Whether some completion lets `target` lead."""
        ruling_out = union(self.book.ruling_out)
        questions = self._asked_by(ruling_out) + self._asked_by(self.book.ranking & ~ruling_out)
        asked = tuple(dict.fromkeys(questions))
        return Leading(self.book, target, asked).can(self.possible & self.book.ranking)

    def departs(self, end: Key) -> bool:
        """Whether some completion ends with another headline than `end`, or fits where `end` does not."""
        return self._headline_departs(end[1]) or self._fit_departs(fits=end[2])

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
