"""Publishes how often each outcome comes out over the whole answer space, and says what that does not mean."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod

import streamlit as st

from rules import Question, Rulebook, recommend
from rules.atlas import Atlas, Share, atlas
from ui import paint
from ui.names import names
from ui.rulebook_amounts import Portion, nearest, percent, portions

_FOUND = 8
"""For how many rulebooks the sentences are kept; another one is worked out again."""


@dataclass(frozen=True, slots=True)
class Sole:
    """Answers that leave one option alone in the ranking, whatever else is answered; `percent` of all answer sets have
    at least one of them."""

    answers: tuple[tuple[str, str], ...]
    percent: str


@dataclass(frozen=True, slots=True)
class Fairness:
    """What is known about the option that comes out most. `more` and `fewer` count the answers that make it more, or
    less, frequent than it is over the whole space; `examples` the worked examples that end at each option."""

    leading: Portion
    sole: Sole
    more: int
    fewer: int
    examples: tuple[tuple[str, int], ...]
    elsewhere: Portion


def draw(rulebook: Rulebook) -> None:
    """Draw the shares over the whole space, why they are what they are, and the shares per answer."""
    st.html(_drawn(rulebook))


def fairness(rulebook: Rulebook) -> Fairness:
    """Work out what the shares rest on, exactly."""
    whole = atlas(rulebook)
    share = whole.shares()
    leading = max(nearest(share, rulebook), key=lambda part: part.count)
    frequent = [_part(each, leading.kind, rulebook) for each in whole.per_answer.values()]
    all_of_it = Fraction(leading.count, leading.whole)
    return Fairness(
        leading=leading,
        sole=_sole(whole, leading.kind),
        more=sum(each > all_of_it for each in frequent),
        fewer=sum(each < all_of_it for each in frequent),
        examples=_examples(rulebook),
        elsewhere=portions(share, rulebook)[-2],
    )


def _part(share: Share, option: str, rulebook: Rulebook) -> Fraction:
    (part,) = (part for part in nearest(share, rulebook) if part.kind == option)
    return Fraction(part.count, part.whole)


def _sole(whole: Atlas, option: str) -> Sole:
    alone = [cell for cell, share in whole.per_answer.items() if {outcome.option for outcome in share} == {option}]
    chances = Counter(question for question, _ in alone)
    without = prod(1 - Fraction(chances[question.id], len(question.choices)) for question in whole.rulebook.questions)
    with_one = 1 - Fraction(without)
    return Sole(tuple(alone), percent(with_one.numerator, with_one.denominator))


def _examples(rulebook: Rulebook) -> tuple[tuple[str, int], ...]:
    ends = Counter(recommend(example.answers, rulebook).outcome.option for example in rulebook.examples)
    return tuple((option.id, ends[option.id]) for option in rulebook.options)


def _per_answer(rulebook: Rulebook) -> Iterator[tuple[Question, list[tuple[str, tuple[Portion, ...]]]]]:
    shares = atlas(rulebook).per_answer
    for question in rulebook.questions:
        yield question, [(each.label, portions(shares[question.id, each.id], rulebook)) for each in question.choices]


@lru_cache(maxsize=_FOUND)
def _drawn(rulebook: Rulebook) -> str:
    share = atlas(rulebook).shares()
    return paint.rendered(
        "rulebook_shares.html",
        names=names(rulebook),
        size=atlas(rulebook).size,
        parts=portions(share, rulebook),
        nearest={part.kind: part for part in nearest(share, rulebook)},
        it=fairness(rulebook),
        cells=len(atlas(rulebook).per_answer),
        per_answer=list(_per_answer(rulebook)),
        examples=len(rulebook.examples),
    )
