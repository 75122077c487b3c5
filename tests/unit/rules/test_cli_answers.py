"""Answers come as pairs, in files and by the standard input, and all that is wrong with them is said at once."""

import json
from io import TextIOWrapper
from pathlib import Path

import pytest

from tests.unit.rules.command_line import run, travel


@pytest.fixture
def book(tmp_path: Path) -> str:
    """The path of a small rulebook."""
    return travel(tmp_path)


def answers(*words: str, stdin: str | bytes | None = "") -> dict[str, str]:
    """The answers that the program understood."""
    return dict(run("recommend", "--json", *words, stdin=stdin).data["answers"])


def complaint(*words: str, stdin: str | bytes | None = "") -> str:
    """What the program had against its input."""
    done = run("recommend", *words, stdin=stdin)
    assert (done.code, done.out) == (2, "")
    return done.complaint


def test_pairs_are_answers_in_the_order_of_the_rulebook(book: str) -> None:
    found = answers("--rulebook", book, "load=bag", "distance=near")

    assert list(found.items()) == [("distance", "near"), ("load", "bag")]


def test_options_may_stand_between_pairs(book: str) -> None:
    assert answers("load=bag", "--rulebook", book, "distance=near") == {"distance": "near", "load": "bag"}


@pytest.mark.parametrize("text", ["distance: near\nload: bag\n", '{"distance": "near", "load": "bag"}'])
def test_a_file_may_be_yaml_or_json(book: str, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers"
    file.write_text(text, encoding="utf-8")

    assert answers("--rulebook", book, "--file", str(file)) == {"distance": "near", "load": "bag"}


@pytest.mark.parametrize("words", [["-"], ["--file", "-"]])
def test_the_standard_input_is_a_file_too(book: str, words: list[str]) -> None:
    assert answers("--rulebook", book, *words, stdin="load: bag") == {"load": "bag"}


def test_what_recommend_writes_can_be_given_to_it_again(book: str) -> None:
    first = run("recommend", "--json", "--rulebook", book, "load=bag", "weather=rain")

    again = run("recommend", "--json", "--rulebook", book, "-", stdin=first.out)

    assert again.data == first.data


def test_a_pair_has_the_last_word(book: str) -> None:
    assert answers("--rulebook", book, "-", "load=none", stdin="load: bag\nweather: dry") == {
        "weather": "dry",
        "load": "none",
    }


@pytest.mark.parametrize("nothing", ["", "null", "~", '""'])
def test_an_empty_answer_is_an_unknown_one(book: str, nothing: str) -> None:
    assert answers("--rulebook", book, "-", stdin=f"load: {nothing}\nweather: dry") == {"weather": "dry"}


def test_a_pair_without_a_choice_takes_an_answer_away(book: str) -> None:
    assert answers("--rulebook", book, "-", "load=", stdin="load: bag\nweather: dry") == {"weather": "dry"}


def test_every_mistake_is_said_with_its_place_and_a_near_miss(book: str) -> None:
    found = complaint("--rulebook", book, "-", "loud=bag", stdin="load: pianoo\nweather: dry\ndistanc: near")

    assert 'standard input:1:1: The question "load" has no choice "pianoo". Did you mean "piano"?' in found
    assert 'standard input:3:1: There is no question "distanc". Did you mean "distance"?' in found
    assert 'There is no question "loud". Did you mean "load"?' in found


def test_two_different_answers_to_one_question_are_not_guessed_at(book: str) -> None:
    assert '"load" has two different answers, "bag" and "none"' in complaint(
        "--rulebook", book, "load=bag", "load=none"
    )
    assert answers("--rulebook", book, "load=bag", "load=bag") == {"load": "bag"}


def test_a_word_that_is_no_pair_is_answered_with_an_example(book: str) -> None:
    assert '"bag" is not an answer. Write question=choice, for example distance=near.' in complaint(
        "--rulebook", book, "bag"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- load\n", "standard input:1:1: Expected questions with their choices"),
        ("", "standard input:1:1: Expected questions with their choices"),
        ("load: [bag]", 'standard input:1:1: The answer to "load" must be one choice'),
        ("load: bag\nload: none", '"load" is here twice'),
        ("load: &a bag", "Anchors and aliases are not read"),
        ("load: 'bag", "Not valid YAML"),
        (b"load: \xff", "not UTF-8"),
        (b"load: " + b"x" * 300_000, "larger than 256 KiB"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(book: str, text: str, says: str) -> None:
    assert says in complaint("--rulebook", book, "-", stdin=text)


def test_a_standard_input_that_was_closed_is_an_empty_one(book: str) -> None:
    assert "Expected questions" in complaint("--rulebook", book, "-", stdin=None)


def test_at_a_keyboard_a_person_is_told_how_to_go_on(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("tests.unit.rules.command_line.TextIOWrapper", Keyboard)
    done = run("recommend", "--rulebook", book, "-", stdin="load: bag")

    assert done.complaint == 'Reading answers from the keyboard, one "question: choice" a line. Ctrl-D ends them.'
    assert done.code == 0


def test_the_standard_input_is_read_once(book: str) -> None:
    assert "standard input twice" in complaint("--rulebook", book, "-", "--file", "-", stdin="load: bag")


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(book: str, name: str) -> None:
    assert "cannot be read" in complaint("--rulebook", book, "--file", name)


def test_hostile_text_is_shown_and_does_not_reach_the_terminal(book: str, tmp_path: Path) -> None:
    file = tmp_path / "\x1b[31mred.yaml"
    file.write_text(json.dumps({"\N{RIGHT-TO-LEFT OVERRIDE}daol": "x"}), encoding="utf-8")

    done = run("recommend", "--rulebook", book, "\x1b[31m=\x07", "\x1b]0;title\x07")
    named = run("recommend", "--rulebook", book, "--file", str(file))
    missing = run("recommend", "--rulebook", book, "--file", "\x9b2J")

    for said in (done.err, named.err, missing.err):
        assert [each for each in said if not each.isprintable() and each != "\n"] == []
