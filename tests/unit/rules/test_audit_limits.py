"""What the audit refuses, and what it does where looking further would take too long."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from rules import Rulebook, recommend
from rules.audit import Gate, audit
from rules.audit.witness import fewest
from rules.model import Alternative, Law
from rules.space.batch import Cells, Ints
from rules.space.compare import same
from rules.space.coupling import MOST_CELLS, TooCoupled
from tests.unit.rules.good_rulebooks import independent
from tests.unit.rules.small_rulebooks import question, rule


def test_coupled_questions_with_too_many_answer_sets_are_refused_with_the_count_and_the_rules() -> None:
    book = chained(questions=18)

    with pytest.raises(TooCoupled) as refused:
        audit(book)

    said = str(refused.value)
    assert (
        f"18 questions are coupled and have {3**18:,} answer sets together; at most {MOST_CELLS:,} are listed" in said
    )
    assert all(f"link-{number}" in said for number in range(17))
    assert refused.value.group.rules == tuple(f"link-{number}" for number in range(17))


def test_questions_of_one_aspect_are_coupled_too() -> None:
    book = independent(18, 3)
    together = [replace(each, aspect="q-0") for each in book.rules]

    with pytest.raises(TooCoupled) as refused:
        audit(replace(book, rules=tuple(together)))

    assert refused.value.group.cells == 3**18
    assert refused.value.group.rules == tuple(each.id for each in together)


def test_where_smaller_sets_are_too_many_to_try_none_of_the_answers_can_be_left_out() -> None:
    """Nine strong reasons against the smaller option, and six for it: it takes seven of nine to break the law."""
    book = loved(independent(9, 3), 6)
    (finding,) = audit(book).of(Gate.BROKEN_LAW)

    assert len(finding.witness) == 7 + 1
    assert recommend(finding.witness, book).outcome.option == "drive"
    for fewer in combinations(finding.witness.items(), 7):
        assert recommend(dict(fewer), book).outcome.option == "walk" or "love" not in dict(fewer)


def test_a_smaller_set_of_answers_is_found_that_has_nothing_in_common_with_the_first() -> None:
    book = independent(3, 3)

    def shows(cells: Cells) -> Ints:
        found: Ints = ((cells[:, 0] == 1) & (cells[:, 1] == 1)) | (cells[:, 2] == 2)
        return found

    assert fewest(book, {"q-0": "yes", "q-1": "yes"}, shows) == {"q-2": "very"}
    assert fewest(book, {"q-0": "yes", "q-1": "yes"}, shows, least=2) == {"q-0": "yes", "q-1": "yes"}


def test_of_many_rules_that_stand_in_for_each_other_those_that_are_told_can_go_at_once() -> None:
    """Six rules for each of ten questions name two of four choices each, so one of them alone is never missed."""
    book = overlapping(questions=10)
    dead = [finding.rules[0] for finding in audit(book).of(Gate.DEAD_RULE)]
    less = replace(book, rules=tuple(each for each in book.rules if each.id not in dead))

    assert len(dead) >= 5
    assert same(book, less)
    assert all(same(book, replace(book, rules=tuple(r for r in book.rules if r is not each))) for each in book.rules)


def overlapping(questions: int) -> Rulebook:
    """A rulebook that says each thing three times, always in other company."""
    names = ("one", "two", "three", "four")
    book = independent(questions, 2)
    asked = tuple(question(each.id, "none", *names) for each in book.questions)
    rules = [
        rule(f"{each.id}-{one}-{two}", {each.id: (one, two)}, each.id, speaks_for=("drive",), strength="strong")
        for each in asked
        for one, two in combinations(names, 2)
    ]
    return replace(book, questions=asked, rules=tuple(rules))


@pytest.mark.parametrize(
    "effect",
    [
        {"look_elsewhere": "stay", "strength": "strong"},
        {"look_elsewhere": "stay", "strength": "slight"},
        {"warns": ("drive",), "setting": "Slow down."},
        {"rules_out": ("drive",)},
    ],
    ids=["elsewhere", "caution", "warning", "out"],
)
def test_a_rule_that_holds_in_one_of_half_a_million_answer_sets_is_not_dead(effect: dict[str, Any]) -> None:
    assert audit(with_a_corner(effect)).of(Gate.DEAD_RULE) == ()


def test_a_warning_that_holds_in_one_of_half_a_million_answer_sets_of_what_is_behind_there_is_dead() -> None:
    (finding,) = audit(with_a_corner({"warns": ("walk",), "setting": "Hurry."})).of(Gate.DEAD_RULE)

    assert finding.rules == ("in-the-corner",)
    assert len(finding.witness) == 12


def with_a_corner(effect: dict[str, Any]) -> Rulebook:
    """Twelve good questions, and a rule that holds where all of them have their last choice."""
    book = independent(12, 3)
    corner = rule("in-the-corner", {each.id: ("very",) for each in book.questions}, "q-0", **effect)
    stay = Alternative(id="stay", name="Stay", says="")
    return replace(book, alternatives=(stay,), rules=(*book.rules, corner))


def chained(questions: int) -> Rulebook:
    """Good questions, each of which is tied to the next by a rule that asks both."""
    book = independent(questions, 3)
    links = [
        rule(f"link-{one}", {f"q-{one}": ("yes",), f"q-{one + 1}": ("yes",)}, "q-0", rules_out=("walk",))
        for one in range(questions - 1)
    ]
    apart = [each for each in book.rules if each.strength == "strong"]
    return replace(book, rules=(*apart, *links))


def loved(book: Rulebook, reasons: int) -> Rulebook:
    """The rulebook with strong reasons for walking by one more answer, and a law that says that they are enough."""
    asked = replace(book.questions[0], id="love")
    for_it = [
        rule(f"love-{number}", {"love": ("very",)}, f"love-{number}", speaks_for=("walk",), strength="strong")
        for number in range(reasons)
    ]
    aspects = [replace(book.aspects[0], id=f"love-{number}") for number in range(reasons)]
    law = Law(id="love-walks", says="Whoever loves to walk walks.", never=("drive",), when={"love": ("very",)})
    return replace(
        book,
        questions=(*book.questions, asked),
        aspects=(*book.aspects, *aspects),
        rules=(*book.rules, *for_it),
        laws=(law,),
    )
