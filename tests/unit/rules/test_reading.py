"""Answers from outside: what is not known is dropped and said, nothing is guessed."""

from pathlib import Path

import pytest

from rules import Rulebook, load_rulebook, read_answers


@pytest.fixture
def rulebook(rulebook_folder: Path) -> Rulebook:
    return load_rulebook(rulebook_folder)


def test_known_answers_are_taken_in_the_order_of_the_questions(rulebook: Rulebook) -> None:
    reading = read_answers([("at", "on"), ("distance", "far")], rulebook)

    assert list(reading.answers.items()) == [("distance", "far"), ("at", "on")]
    assert reading.dropped == ()


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([("distanse", "far")], "unknown_question"),
        ([("distance", "Far")], "unknown_choice"),
        ([("distance", "")], "unknown_choice"),
        ([("distance", "far"), ("distance", "near")], "repeated"),
        ([("", "")], "unknown_question"),
    ],
)
def test_what_is_not_known_is_dropped_with_the_reason(
    rulebook: Rulebook, pairs: list[tuple[str, str]], why: str
) -> None:
    reading = read_answers([*pairs, ("at", "no")], rulebook)

    assert reading.answers == {"at": "no"}
    assert [dropped.why for dropped in reading.dropped] == [why]


def test_the_same_answer_twice_is_one_answer(rulebook: Rulebook) -> None:
    assert read_answers([("at", "no"), ("at", "no")], rulebook).answers == {"at": "no"}


def test_hostile_text_is_cut_and_made_printable_before_it_is_shown(rulebook: Rulebook) -> None:
    (dropped,) = read_answers([("x" * 10_000, "\x00\u202e<script>")], rulebook).dropped

    assert len(dropped.name) == 40
    assert dropped.value == "\N{REPLACEMENT CHARACTER}" * 2 + "<script>"
