"""Looks up what the ids of a rulebook stand for, and says outcomes with them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rules.cli.wording import count, say
from rules.model import Alternative, Option, Question, Rulebook
from rules.recommendation import Flip, Influence, Outcome, Recommendation, Step
from rules.words import Word


class Names:
    """Id -> the thing itself, for one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.options: Mapping[str, Option] = {option.id: option for option in rulebook.options}
        self.alternatives: Mapping[str, Alternative] = {each.id: each for each in rulebook.alternatives}
        self.questions: Mapping[str, Question] = {question.id: question for question in rulebook.questions}
        self.aspects: Mapping[str, str] = {aspect.id: aspect.title for aspect in rulebook.aspects}
        self.choices = {(q.id, choice.id): choice.label for q in rulebook.questions for choice in q.choices}

    def outcome(self, outcome: Outcome) -> str:
        """An outcome in a few words."""
        option = self.options[outcome.option].name
        if outcome.instead:
            return say("verdict.outcome_instead", alternative=self.alternatives[outcome.instead].name, option=option)
        return option if outcome.fits else say("verdict.outcome_none", option=option)

    def answers(self, answers: Iterable[tuple[str, str]]) -> str:
        """Some answers in the words of the questions."""
        return say("verdict.and").join(
            say("verdict.answer", question=self.questions[question].ask, choice=self.choices[question, choice])
            for question, choice in answers
        )


@lru_cache(maxsize=8)
def names(rulebook: Rulebook) -> Names:
    """The look-up tables of a rulebook, made once."""
    return Names(rulebook)


def meaning(it: Recommendation) -> str:
    """What the word of the verdict says about it, with its number."""
    if it.word is Word.UNDECIDED:
        return count("verdict.meaning_undecided", open_that_matter(it))
    if it.word is Word.CONTESTABLE:
        return count("verdict.meaning_contestable", len({flip.question for flip in changed(it)}))
    return say(f"verdict.meaning_{it.word}")


def changed(it: Recommendation) -> list[Flip]:
    """The flips of questions that have an answer."""
    return [flip for flip in it.flips if flip.was is not None]


def open_that_matter(it: Recommendation) -> int:
    """How many unanswered questions can still change the outcome, alone or with others: never too few.

    The atlas knows the exact number; this one needs no arrays.
    """
    return sum(unknown.influence is not Influence.NONE for unknown in it.unknown)


def no_reason(it: Recommendation) -> str:
    """Why an option is in front that nothing speaks for."""
    only_parts = all(one.step is Step.PARTS for one in it.why_not)
    return say("verdict.no_reason" if only_parts else "verdict.less_against")
