"""The shares around some answers: what each answer to each question leaves, with all other answers kept."""

import pytest

from rules import Rulebook, shipped_rulebook
from rules.atlas import Atlas, Share
from tests.unit.rules.small_rulebooks import book, rule

ANSWERS = [{}, {"weather": "rain"}, {"distance": "far", "load": "piano"}]


@pytest.fixture
def small() -> Rulebook:
    """Three questions, two of them coupled, and an alternative."""
    return book(
        rule(
            "far-needs-wheels",
            {"distance": ("far",), "load": ("bag", "piano")},
            speaks_for=("drive",),
            strength="strong",
        ),
        rule("rain-speaks-against", {"weather": ("rain",)}, speaks_against=("cycle",), strength="slight"),
        rule("abroad-is-a-flight", {"distance": ("abroad",)}, look_elsewhere="fly", strength="strong"),
    )


@pytest.mark.parametrize("answers", ANSWERS, ids=str)
def test_each_answer_has_the_shares_of_the_answer_sets_that_keep_all_the_others(
    small: Rulebook, answers: dict[str, str]
) -> None:
    atlas = Atlas(small)

    around = atlas.around(answers)

    assert set(around) == {(question.id, choice.id) for question in small.questions for choice in question.choices}
    for (question, choice), share in around.items():
        assert share == atlas.shares({**answers, question: choice})


def test_with_no_answers_they_are_the_shares_per_answer() -> None:
    atlas = Atlas(shipped_rulebook())

    assert atlas.around({}) == atlas.per_answer
    assert {
        total(share) * len(question.choices)
        for question in atlas.rulebook.questions
        for share in [atlas.per_answer[question.id, question.choices[0].id]]
    } == {atlas.size}


def test_they_are_exact_for_the_shipped_rulebook_under_answers() -> None:
    atlas = Atlas(shipped_rulebook())
    answers = {"language": "python", "routing": "pattern", "results": "polls"}

    around = atlas.around(answers)

    for question in ("language", "results", "replay", "duration"):
        for choice in next(one for one in atlas.rulebook.questions if one.id == question).choices:
            assert around[question, choice.id] == atlas.shares({**answers, question: choice.id})


def total(share: Share) -> int:
    """How many answer sets a share speaks of."""
    return sum(share.values())
