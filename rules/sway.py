"""What each given answer does: whether another one in its place would change the outcome, only the word, or nothing."""

from collections.abc import Mapping
from enum import StrEnum

from rules.atlas import Ahead
from rules.evaluate import word
from rules.model import Question, Rulebook
from rules.recommendation import Recommendation
from rules.words import Word


class Sway(StrEnum):
    """The most that another answer to a question can change, all others staying."""

    OUTCOME = "outcome"
    WORD = "word"
    NONE = "none"


def sways(it: Recommendation, ahead: Ahead, rulebook: Rulebook) -> Mapping[str, Sway]:
    """The sway of every answer of `it`; `ahead` is what the atlas of the rulebook says is ahead of these answers."""
    flipping = {flip.question for flip in it.flips if flip.was is not None}
    return {
        question.id: Sway.OUTCOME if question.id in flipping else _on_word(it, question, ahead, rulebook)
        for question in rulebook.questions
        if question.id in it.answers
    }


def _on_word(it: Recommendation, question: Question, ahead: Ahead, rulebook: Rulebook) -> Sway:
    """Where more than one outcome is possible the word is known at once; elsewhere only a look decides."""
    others = (choice.id for choice in question.choices if choice.id != it.answers[question.id])
    found = (
        Word.UNDECIDED if ahead.instead[question.id, choice] else word({**it.answers, question.id: choice}, rulebook)
        for choice in others
    )
    return Sway.WORD if any(each is not it.word for each in found) else Sway.NONE
