"""What a given answer does is what a second look with every other answer finds."""

from collections.abc import Mapping
from random import Random

import pytest

from rules import Rulebook, recommend, shipped_rulebook
from rules.atlas import atlas
from rules.sway import Sway, sways

BOOK = shipped_rulebook()


def some_answers(seed: int, most: int) -> dict[str, str]:
    chance = Random(seed)
    asked = chance.sample(BOOK.questions, chance.randint(1, most))
    return {question.id: chance.choice(question.choices).id for question in asked}


def sways_of(answers: dict[str, str]) -> Mapping[str, Sway]:
    return sways(recommend(answers, BOOK), atlas(BOOK).ahead(answers), BOOK)


def looked_up(answers: dict[str, str], question: str, book: Rulebook) -> Sway:
    it = recommend(answers, book)
    choices = next(each.choices for each in book.questions if each.id == question)
    others = [recommend({**answers, question: choice.id}, book) for choice in choices]
    if any(other.outcome != it.outcome for other in others):
        return Sway.OUTCOME
    return Sway.WORD if any(other.word is not it.word for other in others) else Sway.NONE


@pytest.mark.parametrize(
    ("seed", "most"), [*((seed, 6) for seed in range(10)), *((seed, 24) for seed in range(20, 40))]
)
def test_the_sway_of_an_answer_is_what_every_other_answer_to_its_question_shows(seed: int, most: int) -> None:
    answers = some_answers(seed, most)

    found = sways_of(answers)

    assert found == {question: looked_up(answers, question, BOOK) for question in answers}


def test_an_answer_can_change_the_word_alone() -> None:
    everything = [some_answers(seed, 24) for seed in range(200)]

    found = {sway for answers in everything for sway in sways_of(answers).values()}

    assert found == set(Sway)


def test_without_answers_nothing_has_a_sway() -> None:
    assert sways_of({}) == {}
