"""An independent prover agrees with the atlas on the shipped rulebook, and proves its laws."""

from random import Random

import pytest

from rules import Law, recommend, shipped_rulebook
from rules.atlas import atlas
from rules.laws import breaches
from rules.model import Answers
from tests.unit.rules.generated_rulebooks import Size, generated
from tests.unit.rules.prover import breakable, possible
from tests.unit.rules.small_rulebooks import completions

BOOK = shipped_rulebook()


def some_answers(count: int, seed: int) -> Answers:
    """That many random answers."""
    chance = Random(seed)
    return {question.id: chance.choice(question.choices).id for question in chance.sample(BOOK.questions, count)}


@pytest.mark.parametrize("known", [0, 2, 5, 9, 14, 20], ids="{} answers".format)
def test_the_possible_outcomes_are_proved(known: int) -> None:
    """Each of those of the atlas can come out, and nothing else."""
    answers = some_answers(known, seed=known)

    assert possible(BOOK, answers) == atlas(BOOK).shares(answers).keys()


def test_the_outcome_of_complete_answers_is_proved() -> None:
    for seed in range(10):
        answers = some_answers(len(BOOK.questions), seed)

        assert possible(BOOK, answers) == {recommend(answers, BOOK).outcome}


@pytest.mark.parametrize("law", BOOK.laws, ids=lambda law: law.id)
def test_each_law_is_proved(law: Law) -> None:
    assert not breakable(law, BOOK)


@pytest.mark.parametrize("seed", range(8))
def test_the_prover_finds_what_everybody_is_told(seed: int) -> None:
    """The prover itself is checked with small rulebooks, which can be asked for every answer set."""
    rulebook = generated(seed, Size(questions=4, choices=3, rules=14, aspects=5, alternatives=2))

    assert possible(rulebook, {}) == {recommend(answers, rulebook).outcome for answers in completions(rulebook, {})}


@pytest.mark.parametrize("form", ["never_away_from", "never_to"])
@pytest.mark.parametrize("seed", range(6))
def test_the_prover_finds_the_laws_that_are_broken(seed: int, form: str) -> None:
    rulebook = generated(seed, Size(questions=4, choices=3, rules=8, aspects=5))
    moving = {"question": "question-0", "order": ("choice-0", "choice-1")}
    law = Law(id="law", says="", **{form: ("option-0",)}, **moving)  # type: ignore[arg-type]

    broken = any(breach for answers in completions(rulebook, {}) for breach in breaches(law, answers, rulebook))

    assert breakable(law, rulebook) == broken


@pytest.mark.parametrize("seed", range(6))
def test_the_prover_finds_what_must_never_be_recommended_and_is(seed: int) -> None:
    rulebook = generated(seed, Size(questions=4, choices=3, rules=8, aspects=5))
    law = Law(id="law", says="", never=("option-2",), when={"question-0": ("choice-0",)})

    broken = any(breach for answers in completions(rulebook, {}) for breach in breaches(law, answers, rulebook))

    assert breakable(law, rulebook) == broken
