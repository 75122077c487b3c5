"""What each given answer does: whether another one in its place would change the outcome, only the word, or nothing."""

from collections.abc import Mapping
from enum import StrEnum

from rules.atlas import Atlas
from rules.evaluate import recommend
from rules.recommendation import Recommendation
from rules.words import Word


class Sway(StrEnum):
    """The most that another answer to a question can change, all others staying."""

    OUTCOME = "outcome"
    WORD = "word"
    NONE = "none"


def sways(it: Recommendation, atlas: Atlas) -> Mapping[str, Sway]:
    """The sway of every given answer."""
    flipping = {flip.question for flip in it.flips if flip.was is not None}
    choices = {question.id: [choice.id for choice in question.choices] for question in atlas.rulebook.questions}
    open_ended = _spanning(it, atlas)

    def word_changes(question: str) -> bool:
        spans = [open_ended[question, choice] for choice in choices[question]]
        if any(each is not (it.word is Word.UNDECIDED) for each in spans):
            return True
        others = [{**it.answers, question: choice} for choice in choices[question] if not all(spans)]
        return any(recommend(other, atlas.rulebook).word is not it.word for other in others)

    return {
        question: Sway.OUTCOME if question in flipping else Sway.WORD if word_changes(question) else Sway.NONE
        for question in it.answers
    }


def _spanning(it: Recommendation, atlas: Atlas) -> Mapping[tuple[str, str], bool]:
    """(question, choice) -> whether more than one outcome is possible with that answer in place of the given one."""
    known = atlas.allowed(it.answers)
    counts = [diagram.count_each(known) for diagram in (atlas.ranking, atlas.headline)]
    return {
        (question.id, choice.id): any((count[question.id][place] > 0).sum() > 1 for count in counts)
        for question in atlas.rulebook.questions
        for place, choice in enumerate(question.choices)
    }
