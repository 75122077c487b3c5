"""Whether an option can still lead: a search over unknown answers, cut short by how far it can come ahead at most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import or_

from rules.compiled import Compiled
from rules.masks import Masks
from rules.scale import FIELD, Packed


@lru_cache(maxsize=8)
def favourites(book: Compiled, target: int) -> Mapping[str, int]:
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


class Leading:
    """Answers `questions` in turn, so that `target` leads if it can. A step is how many of them are answered.

    What depends on the step alone is made once, for all questions from there on: the rules that ask them, the bits
    of them, and what stands in the way of a rule if they are answered as suits `target`.
    """

    def __init__(self, book: Compiled, target: int, questions: Sequence[str]) -> None:
        self._book, self._target, self._questions = book, target, questions
        suits = favourites(book, target)
        self._suited = _from_here_on(suits[name] for name in questions)
        self._asking = _from_here_on(book.asking[name] for name in questions)
        self._bits = _from_here_on(book.bit[name] for name in questions)
        self._rivals = tuple(self._rival(rival) for rival in book.by_parts if rival != target)
        self._seen: set[tuple[int, int]] = set()

    def can(self, possible: int) -> bool:
        """Whether some answers let it lead, when these rules fire or may still fire."""
        ahead = sum(scale.leads(possible, self._bits[0]) for scale in self._book.scales)
        return self._margin(possible, ahead, 0) >= 0 and self._can(possible, ahead, 0)

    def _rival(self, rival: int) -> tuple[int, int, int]:
        """The rules that rule it out, the place of the pair in what the scales say, and what a tie costs."""
        order = self._book.by_parts
        pair = self._target * len(order) + rival
        return self._book.ruling_out[rival], FIELD * pair, int(order.index(rival) < order.index(self._target))

    def _can(self, possible: int, ahead: Packed, step: int) -> bool:
        if self._guessed(possible, step):
            return True
        if step == len(self._questions):
            return False
        best_first = sorted(self._answered(possible, ahead, step), reverse=True)
        return any(self._can(mask, further, step + 1) for margin, mask, further in best_first if margin >= 0)

    def _guessed(self, possible: int, step: int) -> bool:
        """Whether it leads if every further question is answered as suits it."""
        firing = possible & ~self._suited[step]
        return self._book.leader(firing, sum(self._book.weigh(firing))) == self._target

    def _answered(self, possible: int, ahead: Packed, step: int) -> Iterator[tuple[int, int, Packed]]:
        """What each answer to the next question leaves: the margin, the rules that are possible, how far each leads."""
        question = self._questions[step]
        # Answers that differ may leave the same rules possible; nothing is looked at twice.
        for mask in {possible & ~missed for missed in self._book.missed[question].values()}:
            if (mask, step) not in self._seen:
                self._seen.add((mask, step))
                further = ahead + self._gained(possible, mask, step)
                yield self._margin(mask, further, step + 1), mask, further

    def _gained(self, before: int, after: int, step: int) -> Packed:
        """By how much an answer changes how far each can lead. Only the aspects that its question touches change."""
        old, new = self._bits[step], self._bits[step + 1]
        touched = self._book.touched[self._questions[step]]
        return sum(scale.leads(after, new) - scale.leads(before, old) for _, scale in touched)

    def _margin(self, possible: int, ahead: Packed, step: int) -> int:
        """How far it can come out ahead of the rival that is hardest to beat; never too small."""
        book = self._book
        ruled_out = possible & ~self._asking[step] & book.ruling_out[self._target]
        if ruled_out and not all(possible & out for out in book.ruling_out):
            return -1
        raised = ahead + book.middles
        most = [(raised >> shift & _ONES) - _MIDDLE - tie for out, shift, tie in self._rivals if not possible & out]
        return min(most, default=0)


def _from_here_on(masks: Iterable[int]) -> Masks:
    """For every place the union of the masks from there on, and 0 behind the last."""
    return (*[*accumulate(reversed([*masks]), or_, initial=0)][::-1],)


_ONES = (1 << FIELD) - 1
_MIDDLE = 1 << (FIELD - 1)
