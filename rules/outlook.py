"""What can still come out once the unknown answers are known, exactly.

First a good guess: for each option, answer every unknown question as suits it best. What the guesses do not
show, a search over the unknown answers decides, cut short by what the rules can still do at most.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules.compiled import Compiled, union
from rules.model import Answers
from rules.scan import Key, Neighbour, key, position

May = Callable[[int, int], bool]
"""`may(firing, possible)`: False only if no completion can reach the goal. Safe, not sharp."""
Met = Callable[[Key], bool]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The options (by index) that can still lead, and whether more than one outcome is possible."""

    options: frozenset[int]
    spans: bool


def outlook(book: Compiled, answers: Answers, here: Key, near: Sequence[Neighbour]) -> Outlook:
    """What can still come out of `answers`. With every question answered, that is one outcome."""
    unknown = [name for name in book.missed if name not in answers]
    if not unknown:
        return Outlook(frozenset({here[0]}), False)
    search = _Search(book, answers, unknown)
    ends = _guesses(book, answers, unknown, near)
    found = frozenset(end[0] for end in ends)
    options = found | {target for target in book.by_parts if target not in found and search.leads(target)}
    spans = len(options) > 1 or len(ends) > 1 or search.departs(next(iter(ends)))
    return Outlook(options, spans)


def _guesses(book: Compiled, answers: Answers, unknown: Sequence[str], near: Iterable[Neighbour]) -> frozenset[Key]:
    """Outcomes of a few completions, one made to suit each option."""
    by_question: dict[str, list[Neighbour]] = {}
    for neighbour in near:
        by_question.setdefault(neighbour.question, []).append(neighbour)
    completions = (_suiting(book, answers, unknown, by_question, target) for target in book.by_parts)
    return frozenset(position(book, complete).key for complete in completions)


def _suiting(
    book: Compiled, answers: Answers, unknown: Sequence[str], near: Mapping[str, list[Neighbour]], target: int
) -> dict[str, str]:
    """All questions answered, the unknown ones as suits `target` best, each taken by itself."""
    complete = dict(answers)
    for name in unknown:
        moving = near.get(name, ())
        best = max(moving, key=lambda neighbour: _suits(neighbour, target), default=None)
        if best is None or (len(moving) < len(book.choices[name]) and _suits(best, target) <= (False, 0)):
            still = {neighbour.choice for neighbour in moving}
            complete[name] = next(choice for choice in book.choices[name] if choice not in still)
        else:
            complete[name] = best.choice
    return complete


def _suits(neighbour: Neighbour, target: int) -> tuple[bool, int]:
    rivals = (balance for index, balance in enumerate(neighbour.balances) if index != target)
    return neighbour.key[0] == target, neighbour.balances[target] - max(rivals, default=0)


class _Search:
    """A search over the unknown answers. The most asked questions come first: they settle most."""

    def __init__(self, book: Compiled, answers: Answers, unknown: Sequence[str]) -> None:
        self.book = book
        self.missed = union(book.missed[name][choice] for name, choice in answers.items())
        self.unknown = sorted(unknown, key=lambda name: -book.asking[name].bit_count())
        self.waiting = [union(book.asking[name] for name in self.unknown[depth:]) for depth in range(len(unknown) + 1)]

    def leads(self, target: int) -> bool:
        """Whether some completion lets `target` lead."""
        return self._finds(lambda firing, possible: self._may_lead(target, firing, possible), lambda k: k[0] == target)

    def departs(self, end: Key) -> bool:
        """Whether some completion ends with another headline, or otherwise fits, than `end`."""
        return self._finds(lambda f, p: self._headline_moves(end, f, p), lambda k: k[1] != end[1]) or self._finds(
            lambda f, p: self._fit_moves(end, f, p), lambda k: k[2] != end[2]
        )

    def _finds(self, may: May, met: Met) -> bool:
        def below(depth: int, missed: int) -> bool:
            possible = self.book.everything & ~missed
            firing = possible & ~self.waiting[depth]
            if depth == len(self.unknown):
                return met(key(self.book, firing, self.book.balances(firing)))
            misses = self.book.missed[self.unknown[depth]].values()
            return may(firing, possible) and any(below(depth + 1, missed | more) for more in dict.fromkeys(misses))

        return below(0, self.missed)

    def _may_lead(self, target: int, firing: int, possible: int) -> bool:
        book = self.book
        if firing & book.ruling_out[target]:
            return all(possible & out for out in book.ruling_out)
        most = book.most(target, firing, possible)
        rivals = (rival for rival in book.by_parts if rival != target and not possible & book.ruling_out[rival])
        return all(book.outranks(target, most, rival, book.least(rival, firing, possible)) for rival in rivals)

    def _headline_moves(self, end: Key, firing: int, possible: int) -> bool:
        now = self.book.instead(firing)
        return now != end[1] or self.book.instead(possible) != now

    def _fit_moves(self, end: Key, firing: int, possible: int) -> bool:
        if end[2]:
            return all(possible & out for out in self.book.ruling_out)
        return not all(firing & out for out in self.book.ruling_out)
