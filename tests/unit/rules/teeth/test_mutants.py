"""Every small mistake in a rule is made once, and is seen exactly where a person would see it."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from rules import recommend
from rules.evaluate import outcome
from rules.model import Rule, Rulebook
from rules.teeth.mutants import Mutant, mutants
from rules.teeth.proof import unseen
from rules.teeth.sight import Sight
from rules.teeth.suite import seen
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.small_rulebooks import book, completions, rule

FAR = {"distance": ("far",)}
HEAVY = settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def changes(one: Rule) -> dict[str, tuple[Rule, ...]]:
    """What was changed -> what stands in the place of the rule."""
    return {mutant.change: mutant.instead for mutant in mutants(book(one))}


def shown(answers: Mapping[str, str], rulebook: Rulebook) -> set[str]:
    """The rules whose text is shown."""
    verdict = recommend(answers, rulebook)
    return {rule.id for rule in (*verdict.warnings, *(rule for each in verdict.advice for rule in each.rules))}


def looks_other(answers: Mapping[str, str], mutant: Mutant, rulebook: Rulebook, mistaken: Rulebook) -> bool:
    """Whether a person would see the mistake, worked out the long way."""
    if not mutant.moves:
        return shown(answers, rulebook) != shown(answers, mistaken)
    before, after = (outcome(answers, each) for each in (rulebook, mistaken))
    return (before.option, before.instead) != (after.option, after.instead)


def with_mistake(mutant: Mutant, rulebook: Rulebook) -> Rulebook:
    """The rulebook with the rules of the mutant as they are."""
    rules = (mutant.instead if rule is mutant.rule else (rule,) for rule in rulebook.rules)
    return replace(rulebook, rules=tuple(chain(*rules)))


def test_a_rule_is_dropped_turned_round_weakened_and_has_each_clause_moved() -> None:
    made = changes(
        rule("a", {"distance": ("near", "far"), "weather": ("dry",)}, speaks_for=("walk",), strength="strong")
    )

    assert {change: [dict(each.when) for each in instead] for change, instead in made.items()} == {
        "dropped": [],
        "negated": [{"distance": ("near", "far"), "weather": ("dry",)}],
        "weaker": [{"distance": ("near", "far"), "weather": ("dry",)}],
        "without its clause on distance": [{"weather": ("dry",)}],
        "narrower by distance: near": [{"distance": ("far",), "weather": ("dry",)}],
        "narrower by distance: far": [{"distance": ("near",), "weather": ("dry",)}],
        "without its clause on weather": [{"distance": ("near", "far")}],
    }


def test_a_clause_grows_by_each_choice_unless_it_would_then_name_all_of_them() -> None:
    made = changes(rule("a", FAR, rules_out=("walk",)))

    assert made["wider by distance: near"][0].when == {"distance": ("near", "far")}
    assert made["wider by distance: abroad"][0].when == {"distance": ("far", "abroad")}
    assert not [change for change in made if "narrower" in change], "one that accepts nothing is dropped already"


@pytest.mark.parametrize(
    ("effect", "opposite"),
    [
        ({"speaks_for": ("walk",), "strength": "slight"}, {"speaks_against": ("walk",), "strength": "slight"}),
        ({"speaks_against": ("walk",), "strength": "slight"}, {"speaks_for": ("walk",), "strength": "slight"}),
        ({"rules_out": ("walk",)}, {"speaks_for": ("walk",), "strength": "strong"}),
    ],
)
def test_a_negated_rule_says_the_opposite(effect: dict[str, Any], opposite: dict[str, Any]) -> None:
    made = changes(rule("a", FAR, **effect))

    assert made["negated"] == (rule("a", FAR, **opposite),)


def test_a_negated_warning_is_made_exactly_where_it_was_not() -> None:
    one = rule("a", {"distance": ("far",), "weather": ("dry",)}, warns=("walk",))
    negated = changes(one)["negated"]
    sight = Sight(book(one))
    cells = sight.batch.cells(completions(book(one), {}))

    assert (sight.holds(negated, cells) != sight.holds([one], cells)).all()


def test_a_caution_becomes_a_headline_and_the_other_way_round() -> None:
    slight, strong = (rule("a", FAR, look_elsewhere="stay", strength=each) for each in ("slight", "strong"))

    assert changes(slight)["stronger"] == (strong,)
    assert changes(strong)["weaker"] == (slight,)


def test_a_mutant_says_its_rule_and_what_was_done() -> None:
    first, *_ = mutants(book(rule("too-far", FAR, rules_out=("walk",))))

    assert str(first) == "too-far, dropped"


@HEAVY
@given(any_rulebook())
def test_a_mistake_is_seen_where_the_engine_shows_something_else(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    every = [*completions(rulebook, {}), {}, {rulebook.questions[0].id: "low"}]
    view = sight.view(sight.batch.cells(every))

    for mutant in mutants(rulebook):
        mistaken = with_mistake(mutant, rulebook)
        plain = [looks_other(answers, mutant, rulebook, mistaken) for answers in every]
        assert seen(sight, mutant, view).tolist() == plain, str(mutant)


@HEAVY
@given(any_rulebook())
def test_a_mistake_is_proved_to_be_none_exactly_if_no_answer_set_shows_it(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    every = [*completions(rulebook, {})]

    for mutant in mutants(rulebook):
        mistaken = with_mistake(mutant, rulebook)
        outcomes = [outcome(answers, rulebook) != outcome(answers, mistaken) for answers in every]
        texts = [looks_other(answers, mutant, rulebook, mistaken) for answers in every]
        assert unseen(sight, mutant) is not any(outcomes if mutant.moves else texts), str(mutant)
