"""Comparing two rulebooks tells exactly which answer sets end otherwise, as comparing them one by one does."""

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import shipped_rulebook
from rules.model import Answers, Question, Rulebook
from rules.recommendation import Outcome
from rules.space.compare import compare, joint_questions, same
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.good_rulebooks import independent
from tests.unit.rules.plain_gates import plain_outcome
from tests.unit.rules.small_rulebooks import question, rule

enough = settings(max_examples=50, deadline=None)


@st.composite
def changed_rulebook(draw: st.DrawFn) -> tuple[Rulebook, Rulebook]:
    """A rulebook before and after a change or two: of rules, or of what can be asked, answered and recommended."""
    old = draw(any_rulebook())
    changes = draw(st.lists(st.sampled_from([_fewer, _turned, _loses_a_choice]), min_size=1, max_size=2))
    new = old
    for change in changes:
        new = change(new, draw(st.sampled_from(["rules", "questions", "options", "alternatives"])))
    return (old, new) if draw(st.booleans()) else (new, old)


pairs = changed_rulebook() | st.tuples(any_rulebook(), any_rulebook())


@enough
@given(pairs)
def test_it_tells_of_every_answer_set_that_ends_otherwise(pair: tuple[Rulebook, Rulebook]) -> None:
    found = compare(*pair)
    expected = one_by_one(*pair)

    assert {(change.before, change.after): change.count for change in found.changes} == expected
    assert found.changed == expected.total()
    assert len(found.changes) == len(expected)
    assert found.size == len(list(common_cells(*pair)))


@enough
@given(pairs)
def test_the_answers_of_a_change_show_it(pair: tuple[Rulebook, Rulebook]) -> None:
    old, new = pair
    cells = list(common_cells(old, new))
    for change in compare(old, new).changes:
        assert change.witness in cells
        assert (ends(old, change.witness), ends(new, change.witness)) == (change.before, change.after)


@enough
@given(pairs)
def test_two_rulebooks_are_the_same_if_no_answer_set_ends_otherwise(pair: tuple[Rulebook, Rulebook]) -> None:
    assert same(*pair) == (not one_by_one(*pair))


@enough
@given(any_rulebook())
def test_a_rulebook_is_the_same_as_itself(book: Rulebook) -> None:
    assert same(book, replace(book))
    assert compare(book, replace(book)).changes == ()


def test_a_question_of_which_no_choice_is_left_is_answered_by_nobody() -> None:
    old = independent(2, 3)
    later = rule("later-drives", {"q-0": ("later",)}, "q-0", speaks_for=("drive",), strength="strong")
    new = replace(old, questions=(question("q-0", "now", "later"), old.questions[1]), rules=(later, *old.rules[2:]))

    assert [len(each.choices) for each in joint_questions(old, new)] == [0, 3]
    assert compare(old, new).size == 3
    assert same(old, new)


def test_a_new_option_changes_just_what_it_wins() -> None:
    old = independent(2, 3)
    boat = replace(old.options[1], id="boat", parts=("part",) * 3)
    sails = rule("yes-sails", {"q-0": ("yes",), "q-1": ("no",)}, "q-0", speaks_for=("boat",), strength="strong")
    found = compare(old, replace(old, options=(*old.options, boat), rules=(*old.rules, sails)))

    assert [(change.before, change.after, change.count, change.witness) for change in found.changes] == [
        (Outcome("drive"), Outcome("boat"), 1, {"q-0": "yes", "q-1": "no"})
    ]


@pytest.mark.parametrize("number", range(0, 133, 12))
def test_without_a_rule_the_shipped_rulebook_is_another_one(number: int) -> None:
    book = shipped_rulebook()
    gone = book.rules[number % len(book.rules)]
    less = replace(book, rules=tuple(each for each in book.rules if each is not gone))
    found = compare(book, less)

    assert same(book, less) == (gone.warns != () or (gone.strength == "slight" and gone.look_elsewhere is not None))
    assert bool(found.changed) == (not same(book, less))
    assert all(ends(book, change.witness) == change.before for change in found.changes)
    assert all(ends(less, change.witness) == change.after for change in found.changes)


def test_numbers_of_any_size_are_exact() -> None:
    old = independent(45, 3)
    new = replace(old, rules=old.rules[2:])

    assert compare(old, new).size == 3**45
    assert compare(old, new).changed == 2


def common_cells(old: Rulebook, new: Rulebook) -> list[dict[str, str]]:
    """Every answer set of the questions of both, with the choices that all who ask them have."""
    asked: dict[str, list[set[str]]] = {}
    for each in (*old.questions, *new.questions):
        asked.setdefault(each.id, []).append({choice.id for choice in each.choices})
    choices = [[(name, choice) for choice in set.intersection(*known)] for name, known in asked.items()]
    return [dict(cell) for cell in product(*choices)]


def one_by_one(old: Rulebook, new: Rulebook) -> Counter[tuple[Outcome, Outcome]]:
    """The outcomes before and after, where they differ, and in how many answer sets."""
    found = ((ends(old, cell), ends(new, cell)) for cell in common_cells(old, new))
    return Counter((before, after) for before, after in found if before != after)


def ends(book: Rulebook, answers: Answers) -> Outcome:
    return Outcome(*plain_outcome(book, answers))


def _fewer(book: Rulebook, part: str) -> Rulebook:
    """The last entry of a part is removed, and the rules that name it, unless too few are left."""
    entries = getattr(book, part)
    if len(entries) <= 2:
        return book
    gone = entries[-1].id
    rules = [each for each in book.rules if gone not in (each.id, each.look_elsewhere, *each.when, *each.options)]
    parts: dict[str, Any] = {"rules": tuple(rules), part: tuple(each for each in entries if each.id != gone)}
    return replace(book, laws=(), cases=(), **parts)


def _turned(book: Rulebook, part: str) -> Rulebook:
    return replace(book, **{part: getattr(book, part)[::-1]})


def _loses_a_choice(book: Rulebook, _: str) -> Rulebook:
    """The first question loses its first choice, and the rules lose it too."""
    asked = book.questions[0]
    if len(asked.choices) < 2:
        return book
    gone = asked.choices[0].id
    rules = [
        replace(each, when={**each.when, asked.id: tuple(choice for choice in each.when[asked.id] if choice != gone)})
        if asked.id in each.when
        else each
        for each in book.rules
    ]
    left = tuple(each for each in rules if all(each.when.values()))
    return replace(book, rules=left, questions=(_without_first(asked), *book.questions[1:]), laws=(), cases=())


def _without_first(asked: Question) -> Question:
    return replace(asked, choices=asked.choices[1:])
