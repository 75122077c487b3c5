"""What a change of a rulebook does is told by counting answer sets, with small examples and rule by rule."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from rules.diff import diff
from rules.evaluate import outcome
from rules.model import Rulebook
from tests.unit.rules.small_rulebooks import QUESTIONS, book, question, rule

OLD = book(
    rule("far-is-driven", {"distance": ("far", "abroad")}, speaks_for=("drive",), strength="strong"),
    rule("rain-is-no-fun", {"weather": ("rain",)}, speaks_against=("walk", "cycle"), strength="slight"),
    rule("pianos-stay", {"load": ("piano",)}, look_elsewhere="stay", strength="strong"),
)


def with_rules(*rules: object) -> Rulebook:
    """The old rulebook with other rules."""
    return replace(OLD, rules=tuple(rules))  # type: ignore[arg-type]


def by_hand(old: Rulebook, new: Rulebook) -> int:
    """How many complete answer sets differ, counted one by one."""
    sets = [dict(zip([q.id for q in QUESTIONS], cell, strict=True)) for cell in _cells()]
    return sum(outcome(answers, old) != outcome(answers, new) for answers in sets)


def _cells() -> list[tuple[str, ...]]:
    return list(product(*([choice.id for choice in q.choices] for q in QUESTIONS)))


def test_the_same_rulebook_twice_differs_in_nothing() -> None:
    found = diff(OLD, OLD)
    assert (found.comparison.size, found.comparison.changed) == (18, 0)
    assert (found.examples, found.rules, found.words) == ((), (), ())


def test_a_removed_rule_is_named_with_the_answer_sets_that_it_moves() -> None:
    new = with_rules(*OLD.rules[1:])
    found = diff(OLD, new)
    assert found.comparison.changed == by_hand(OLD, new) > 0
    assert [(change.rule, change.what) for change in found.rules] == [("far-is-driven", "removed")]
    assert found.rules[0].changed == found.comparison.changed


def test_a_changed_and_an_added_rule_are_each_counted_alone() -> None:
    wider = replace(OLD.rules[1], speaks_against=("walk", "cycle", "drive"))
    added = rule("pianos-fly", {"load": ("piano",), "distance": ("abroad",)}, rules_out=("walk", "cycle"))
    new = with_rules(OLD.rules[0], wider, OLD.rules[2], added)
    counted = {change.rule: (change.what, change.changed) for change in diff(OLD, new).rules}
    assert counted == {
        "rain-is-no-fun": ("changed", by_hand(OLD, with_rules(OLD.rules[0], wider, OLD.rules[2]))),
        "pianos-fly": ("added", by_hand(OLD, with_rules(*OLD.rules, added))),
    }


def test_examples_are_small_differ_and_need_every_answer() -> None:
    new = with_rules(*OLD.rules[1:])
    examples = diff(OLD, new).examples
    assert 1 <= len(examples) <= 3
    for example in examples:
        assert example.before == outcome(example.answers, OLD) != outcome(example.answers, new) == example.after
        assert all(not _differs(_without(example.answers, name), new) for name in example.answers)


def test_another_wording_changes_nothing() -> None:
    told_otherwise = replace(OLD.rules[0], because="Walking far takes long.", versions="2027")
    assert diff(OLD, with_rules(told_otherwise, *OLD.rules[1:])).rules == ()


def test_questions_choices_and_options_that_come_or_go_are_said() -> None:
    hills = question("hills", "none", "some")
    shorter = replace(QUESTIONS[0], choices=QUESTIONS[0].choices[:2])
    new = replace(OLD, questions=(shorter, *QUESTIONS[1:], hills), alternatives=OLD.alternatives[:1])
    assert set(diff(OLD, new).words) == {
        'The question "hills" was added.',
        'The choice "abroad" of "distance" was removed.',
        'The alternative "fly" was removed.',
    }


def test_a_rule_about_a_new_question_is_counted_over_both() -> None:
    hills = question("hills", "none", "some")
    steep = rule("hills-are-driven", {"hills": ("some",)}, speaks_for=("drive",), strength="strong")
    new = replace(OLD, questions=(*QUESTIONS, hills), rules=(*OLD.rules, steep))
    found = diff(OLD, new)
    assert found.comparison.size == 36
    assert found.rules[0].changed == found.comparison.changed > 0
    assert found.examples[0].answers == {"hills": "some"}


def _differs(answers: Mapping[str, str], new: Rulebook) -> bool:
    return outcome(answers, OLD) != outcome(answers, new)


def _without(answers: Mapping[str, str], name: str) -> dict[str, str]:
    return {question: choice for question, choice in answers.items() if question != name}
