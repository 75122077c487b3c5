"""What each given answer does: whether another one in its place would change the outcome, only the word, or nothing."""

from collections.abc import Mapping
from enum import StrEnum

from rules.atlas import Atlas
from rules.evaluate import recommend
from rules.model import Question, Rulebook
from rules.recommendation import Recommendation
from rules.words import Word

Spanning = Mapping[tuple[str, str], bool]
"""(question, choice) -> whether more than one outcome is possible with that answer."""


class Sway(StrEnum):
    """The most that another answer to a question can change, all others staying."""

    OUTCOME = "outcome"
    WORD = "word"
    NONE = "none"


def sways(it: Recommendation, atlas: Atlas) -> Mapping[str, Sway]:
    """The sway of every given answer."""
    flipping = {flip.question for flip in it.flips if flip.was is not None}
    spanning = _spanning(it, atlas)
    return {
        question.id: Sway.OUTCOME if question.id in flipping else _on_word(it, question, spanning, atlas.rulebook)
        for question in atlas.rulebook.questions
        if question.id in it.answers
    }


def _on_word(it: Recommendation, question: Question, spanning: Spanning, rulebook: Rulebook) -> Sway:
    """Where more than one outcome is possible the word is known at once; elsewhere only a look decides."""
    others = (choice.id for choice in question.choices if choice.id != it.answers[question.id])
    words = (
        Word.UNDECIDED
        if spanning[question.id, choice]
        else recommend({**it.answers, question.id: choice}, rulebook).word
        for choice in others
    )
    return Sway.WORD if any(word is not it.word for word in words) else Sway.NONE


def _spanning(it: Recommendation, atlas: Atlas) -> Spanning:
    """(question, choice) -> whether more than one outcome is possible with that answer in place of the given one."""
    known = atlas.allowed(it.answers)
    counts = [diagram.count_each(known) for diagram in (atlas.ranking, atlas.headline)]
    return {
        (question.id, choice.id): any(bool((count[question.id][place] > 0).sum() > 1) for count in counts)
        for question in atlas.rulebook.questions
        for place, choice in enumerate(question.choices)
    }
