"""The smallest sets of changed answers that lead to another outcome."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings

from rules import Rulebook, recommend, shipped_rulebook
from rules.atlas import Atlas, FlipSet, atlas
from rules.model import Answers
from tests.unit.rules.generated_rulebooks import Size, generated, shuffled
from tests.unit.rules.small_rulebooks import answer_sets, book, rule, rulebooks

GENERATED = {
    f"{options} options, {aspects} aspects": shuffled(generated(options, size), options)
    for options, aspects in [(2, 1), (3, 4), (3, 30), (8, 20)]
    for size in [Size(questions=6, choices=3, rules=30, options=options, aspects=aspects)]
}


def smallest_flips(rulebook: Rulebook, answers: Answers) -> Iterator[FlipSet]:
    """Every single change and then every pair of which neither flips alone, tried one after the other."""
    now = recommend(answers, rulebook).outcome
    changes = [(q.id, c.id) for q in rulebook.questions for c in q.choices if answers.get(q.id) != c.id]
    alone = {change: recommend({**answers, **dict([change])}, rulebook).outcome for change in changes}
    yield from (FlipSet(dict([change]), outcome) for change, outcome in alone.items() if outcome != now)
    quiet = [change for change, outcome in alone.items() if outcome == now]
    for one, other in combinations(quiet, 2):
        outcome = recommend({**answers, **dict([one, other])}, rulebook).outcome
        if one[0] != other[0] and outcome != now:
            yield FlipSet(dict([one, other]), outcome)


@settings(max_examples=150, deadline=None)
@given(rulebooks(), answer_sets)
def test_flips_are_all_smallest_changes_that_lead_elsewhere(rulebook: Rulebook, answers: Answers) -> None:
    assert [*Atlas(rulebook).flips(answers)] == [*smallest_flips(rulebook, answers)]


@pytest.mark.parametrize("rulebook", GENERATED.values(), ids=GENERATED)
def test_flips_in_larger_rulebooks_are_all_smallest_changes(rulebook: Rulebook) -> None:
    for answers in _random_answers(rulebook, 5):
        assert [*Atlas(rulebook).flips(answers)] == [*smallest_flips(rulebook, answers)]


def test_flips_in_the_shipped_rulebook_are_all_smallest_changes() -> None:
    for answers in _random_answers(shipped_rulebook(), 4):
        found = atlas(shipped_rulebook()).flips(answers)

        assert [*found] == [*smallest_flips(shipped_rulebook(), answers)]


@pytest.mark.parametrize(("load", "weather"), [("none", "dry"), ("bag", "dry"), ("none", "rain")])
def test_two_reasons_of_one_aspect_count_once(load: str, weather: str) -> None:
    """They lead nowhere together that they do not lead alone."""
    far = rule("far", {"distance": ("far",)}, "cost", speaks_for=("walk",), strength="strong")
    bag = rule("bag", {"load": ("piano",)}, "comfort", speaks_for=("drive",), strength="strong")
    wet = rule("wet", {"weather": ("rain",)}, "comfort", speaks_for=("drive",), strength="strong")
    answers = {"distance": "far", "load": load, "weather": weather}

    assert not [
        flip for flip in Atlas(book(far, bag, wet)).flips(answers) if {"load", "weather"} <= flip.answers.keys()
    ]


def test_two_reasons_of_two_aspects_flip_together() -> None:
    far = rule("far", {"distance": ("far",)}, "cost", speaks_for=("walk",), strength="strong")
    bag = rule("bag", {"load": ("piano",)}, "comfort", speaks_for=("drive",), strength="strong")
    wet = rule("wet", {"weather": ("rain",)}, "time", speaks_for=("drive",), strength="strong")

    flips = Atlas(book(far, bag, wet)).flips({"distance": "far", "load": "none", "weather": "dry"})

    assert {"load": "piano", "weather": "rain"} in [flip.answers for flip in flips]


def _random_answers(rulebook: Rulebook, count: int) -> Iterator[Answers]:
    """Full answer sets and partial ones."""
    chance = Random(rulebook.digest)
    for index in range(count):
        known = rulebook.questions if index % 2 else chance.sample(rulebook.questions, len(rulebook.questions) // 2)
        yield {each.id: chance.choice(each.choices).id for each in known}
