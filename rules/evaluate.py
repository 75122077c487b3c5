"""`recommend`: from answers to a verdict with its whole explanation.

The ranking in one sentence: an option that is ruled out cannot win; then the most strong reasons, for minus
against; then the most slight ones; then the fewest parts to run.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rules import explain
from rules.compiled import Compiled, compiled
from rules.model import Answers, Rulebook
from rules.outlook import Outlook, outlook
from rules.problems import did_you_mean
from rules.recommendation import Flip, Influence, Outcome, Recommendation, Unknown
from rules.scan import Key, Position, departures, position
from rules.words import Word


class UnknownAnswer(ValueError):
    """An answer names a question or a choice that the rulebook does not have. Use `read_answers` for outside input."""


def recommend(answers: Answers, rulebook: Rulebook) -> Recommendation:
    """The verdict on `answers`, with everything that explains it. Pure: the same input gives an equal value.

    Raises:
        UnknownAnswer: if a question or a choice is not in the rulebook.
    """
    book = compiled(rulebook)
    _check(answers, book)
    here = position(book, answers)
    ahead = outlook(book, answers, here.key)
    ranking = explain.ranking(book, here)
    flips = _flips(book, answers, here)
    return Recommendation(
        answers=dict(answers),
        rulebook=rulebook.digest,
        outcome=_outcome(book, here.key),
        word=_word(ahead, explain.only_parts_decided(ranking), (flip.was is not None for flip in flips)),
        ranking=ranking,
        why_not=explain.why_not(ranking),
        warnings=explain.warnings(book, here.firing, here.key[0]),
        advice=explain.advice(book, here.firing),
        flips=flips,
        unknown=_unknown(book, answers, flips, ahead),
        possible=tuple(rulebook.options[index].id for index in sorted(ahead.options)),
        decides=_decides(book, answers, flips),
        worth=explain.worth(ranking),
    )


def outcome(answers: Answers, rulebook: Rulebook) -> Outcome:
    """The outcome alone, without its explanation.

    Raises:
        UnknownAnswer: if a question or a choice is not in the rulebook.
    """
    book = compiled(rulebook)
    _check(answers, book)
    return _outcome(book, position(book, answers).key)


def word(answers: Answers, rulebook: Rulebook) -> Word:
    """The word alone, without the rest of the explanation.

    Raises:
        UnknownAnswer: if a question or a choice is not in the rulebook.
    """
    book = compiled(rulebook)
    _check(answers, book)
    here = position(book, answers)
    ahead, only_parts = outlook(book, answers, here.key), explain.only_parts_decided(explain.ranking(book, here))
    return _word(ahead, only_parts, (question in answers for question, _, _ in departures(book, answers, here)))


def _check(answers: Answers, book: Compiled) -> None:
    for question, choice in answers.items():
        if question not in book.missed:
            raise UnknownAnswer(f'There is no question "{question}".{did_you_mean(question, book.missed)}')
        if choice not in book.missed[question]:
            known = did_you_mean(choice, book.missed[question])
            raise UnknownAnswer(f'The question "{question}" has no choice "{choice}".{known}')


def _word(ahead: Outlook, only_parts: bool, overturned: Iterable[bool]) -> Word:
    """`overturned` says of every other answer that leads elsewhere whether it takes the place of a given one."""
    if ahead.spans:
        return Word.UNDECIDED
    if only_parts:
        return Word.TIED
    return Word.CONTESTABLE if any(overturned) else Word.SETTLED


def _flips(book: Compiled, answers: Answers, here: Position) -> tuple[Flip, ...]:
    return tuple(
        Flip(question, answers.get(question), choice, _outcome(book, there))
        for question, choice, there in departures(book, answers, here)
    )


@lru_cache(maxsize=256)
def _outcome(book: Compiled, key: Key) -> Outcome:
    option, instead, fits = key
    alternative = book.rulebook.alternatives[instead].id if instead >= 0 else None
    return Outcome(book.rulebook.options[option].id, alternative, fits)


def _unknown(book: Compiled, answers: Answers, flips: Sequence[Flip], ahead: Outlook) -> tuple[Unknown, ...]:
    alone = {flip.question for flip in flips}
    possible = book.possible(answers)
    return tuple(
        _one_unknown(name, name in alone, bool(ahead.spans and possible & mask & book.deciding))
        for name, mask in book.asking.items()
        if name not in answers
    )


@lru_cache(maxsize=1024)
def _one_unknown(question: str, alone: bool, together: bool) -> Unknown:
    return Unknown(question, Influence.ALONE if alone else Influence.TOGETHER if together else Influence.NONE)


def _decides(book: Compiled, answers: Answers, flips: Sequence[Flip]) -> str | None:
    counts = {name: 0 for name in book.missed if name not in answers}
    for flip in flips:
        if flip.was is None:
            counts[flip.question] += 1
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best and counts[best] else None
