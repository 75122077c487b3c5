"""Which questions belong together, and what is refused because too many do."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from rules.atlas import Atlas
from rules.model import Aspect, Option, Rule, Rulebook
from rules.space.coupling import MOST_CELLS, TooCoupled
from rules.space.diagram import Diagram, Level
from rules.space.scores import TooManyScores
from rules.space.walk import letters, product, walk
from tests.unit.rules.small_rulebooks import book, question, rule

FAR = {"distance": ("far",)}
RAIN = {"weather": ("rain",)}
BOTH = FAR | RAIN
ALL = ("distance", "weather", "load")


def groups(*rules: Rule) -> list[tuple[str, ...]]:
    """The groups of questions of a rulebook of these rules."""
    return [group.questions for group in Atlas(book(*rules)).groups]


def test_questions_that_no_rule_asks_are_alone() -> None:
    assert groups() == [("distance",), ("weather",), ("load",)]


@pytest.mark.parametrize(
    "tying",
    [
        rule("a", BOTH, rules_out=("walk",)),
        rule("a", BOTH, speaks_for=("walk",), strength="slight"),
        rule("a", BOTH, look_elsewhere="fly", strength="strong"),
    ],
    ids=["rules out", "speaks for", "headline"],
)
def test_questions_that_one_deciding_rule_asks_are_coupled(tying: Rule) -> None:
    assert groups(tying) == [("distance", "weather"), ("load",)]


@pytest.mark.parametrize(
    "loose",
    [rule("a", BOTH, warns=("walk",)), rule("a", BOTH, look_elsewhere="fly", strength="slight")],
    ids=["warning", "caution"],
)
def test_rules_that_cannot_move_an_outcome_couple_nothing(loose: Rule) -> None:
    assert groups(loose) == [("distance",), ("weather",), ("load",)]


def test_questions_whose_rules_argue_about_one_aspect_are_coupled() -> None:
    far, rain = (
        rule(name, when, "time", speaks_for=("walk",), strength="slight") for name, when in [("a", FAR), ("b", RAIN)]
    )

    assert groups(far, rain) == [("distance", "weather"), ("load",)]
    assert Atlas(book(far, rain)).groups[0].rules == ("a", "b")
    assert Atlas(book(far, rain)).groups[0].cells == 6


def test_coupling_goes_on_from_one_question_to_the_next() -> None:
    one = rule("a", FAR | {"load": ("bag",)}, rules_out=("walk",))
    other = rule("b", RAIN | {"load": ("bag",)}, rules_out=("walk",))

    assert groups(one, other) == [ALL]


def coupled(questions: int) -> Rulebook:
    """Questions of five choices, all of them coupled by rules that two neighbours share."""
    names = [f"q{index}" for index in range(questions)]
    rules = [rule(f"{a}-{b}", {a: ("a",), b: ("b",)}, rules_out=("walk",)) for a, b in pairwise(names)]
    return book(*rules, questions=tuple(question(name, *"abcde") for name in names))


def test_more_coupled_answer_sets_than_can_be_listed_are_refused_with_their_count_and_rules() -> None:
    with pytest.raises(TooCoupled) as caught:
        Atlas(coupled(12))

    assert caught.value.group.cells == 5**12 > MOST_CELLS
    says = str(caught.value)
    assert "12 questions are coupled and have 244,140,625 answer sets together; at most 50,000,000 are listed." in says
    assert "Questions: q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11." in says
    assert "Coupled by: q0-q1, q1-q2, q2-q3," in says


def test_as_many_coupled_questions_as_can_be_listed_are_counted() -> None:
    here = Atlas(coupled(8))

    assert [group.cells for group in here.groups] == [5**8]
    assert sum(here.shares().values()) == 5**8


def weighed(questions: int) -> Rulebook:
    """Independent questions, each of which moves eight options in its own way."""
    chance, names = Random(0), [f"q{index}" for index in range(questions)]
    options = tuple(Option(id=f"o{index}", name="", summary="", parts=()) for index in range(8))
    rules = [
        rule(
            f"{name}-{choice}-{strength}", {name: (choice,)}, name, speaks_for=_some(chance, options), strength=strength
        )
        for name in names
        for choice in "abcd"
        for strength in ("strong", "slight")
    ]
    asked = tuple(question(name, *"abcde") for name in names)
    aspects = tuple(Aspect(id=name, title="") for name in names)
    return replace(book(*rules, questions=asked), options=options, aspects=aspects)


def _some(chance: Random, options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(option.id for option in chance.sample(options, chance.randint(1, 3)))


def test_more_scores_than_can_be_told_apart_are_refused() -> None:
    assert Atlas(weighed(5)).size == 5**5

    with pytest.raises(TooManyScores, match="More than 4,000,000 scores to tell apart"):
        Atlas(weighed(15))


def pairs(count: int) -> Rulebook:
    """Rules that look elsewhere, each asking a question of the first half and one of the second.

    Whichever half is answered first, any set of them can still fire.
    """
    both = [{f"q{index}": ("a",), f"q{index + count}": ("a",)} for index in range(count)]
    rules = [rule(f"r{index}", when, look_elsewhere="fly", strength="strong") for index, when in enumerate(both)]
    return book(*rules, questions=tuple(question(f"q{index}", "a", "b") for index in range(2 * count)))


def test_more_rules_that_can_still_look_elsewhere_than_can_be_told_apart_are_refused() -> None:
    assert Atlas(pairs(6)).size == 2**12

    with pytest.raises(TooManyScores):
        Atlas(pairs(20))


def test_states_that_are_too_many_only_together_are_refused() -> None:
    """A diagram that remembers which of 3,000 choices was the first, and forgets it."""
    every = np.arange(3000)
    first, last = Level(("p",), every, every[None]), Level(("q",), every, np.zeros((3000, 3000), np.int8))
    diagram = Diagram((first, last), np.zeros(1, int), 1)

    with pytest.raises(TooManyScores):
        product([diagram])
    with pytest.raises(TooManyScores):
        walk([diagram], [letters([level], {}) for level in diagram.levels], exact=True)
