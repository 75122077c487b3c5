"""`ask` asks what settles most, goes back, leaves open, and stops when nothing can change the result."""

from io import TextIOWrapper
from pathlib import Path

import pytest

from rules import load_rulebook
from rules.atlas import atlas
from rules.cli.interview import Interview, Reply, understood
from rules.cli.output import MOST_LINE
from tests.unit.rules.command_line import TRAVEL, Run, run, travel

IDLE = "- {id: idle, ask: Is it idle?, why: It is., choices: [{id: no, label: No}, {id: yes, label: Yes}]}\n"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a small rulebook with a question that no rule asks."""
    return travel(tmp_path, TRAVEL.replace("alternatives:", IDLE + "alternatives:"))


def asked(path: str, *lines: str, words: tuple[str, ...] = ("load=none",)) -> Run:
    """An interview with these replies, and then the end of the input. Without a load, far decides alone."""
    done = run("ask", "--rulebook", path, *words, stdin="".join(f"{line}\n" for line in lines))
    assert (done.code, done.err) == (0, "")
    return done


def test_it_begins_with_the_question_that_settles_most(path: str) -> None:
    first = atlas(load_rulebook(Path(path))).ahead({"load": "none"}).next

    assert first == "distance"
    assert "1. How far is it? 1 Near 2 Far 3 Abroad >" in asked(path).text


def test_it_stops_when_no_question_can_change_the_result(path: str) -> None:
    found = asked(path, "2").text

    assert "3 Abroad > 2 questions are left; none of them can change the result." in found
    assert "Recommended: Drive" in found
    assert "In the app: http://localhost:8501/?distance=far&load=none" in found


def test_a_choice_can_be_named_by_its_id_too(path: str) -> None:
    assert "?distance=far&load=none" in asked(path, " far ").text


def test_answers_that_are_known_are_not_asked(path: str) -> None:
    found = asked(path, words=("distance=far", "load=none"))

    assert "1." not in found.out
    assert "2 questions are left; none of them can change the result." in found.text


def test_enter_leaves_a_question_open_and_does_not_ask_it_again(path: str) -> None:
    found = asked(path, "", "").text

    assert found.count("How far is it? 1 Near") == 1
    assert "You left 2 questions open that can still change the result." in found


def test_the_number_of_questions_left_open_counts_only_those_that_can_matter(path: str) -> None:
    assert "You left one question open that can still change the result." in asked(path, "1", "").text


def test_b_goes_back_one_question_and_forgets_its_answer(path: str) -> None:
    found = asked(path, "3", "b", "2").text

    assert "?distance=far&load=none" in found
    assert found.count("1. How far is it?") == 2


def test_b_at_the_first_question_stays_there(path: str) -> None:
    assert "> There is no question before this one. >" in asked(path, "b").text


def test_a_question_mark_says_why_it_is_asked(path: str) -> None:
    assert "> Why: Feet get tired. >" in asked(path, "?").text


@pytest.mark.parametrize("reply", ["0", "4", "-1", "x", "99999999999999999999999", "\u0663", "1.0"])
def test_what_is_none_of_the_choices_is_asked_again(path: str, reply: str) -> None:
    found = asked(path, reply, "2").text

    assert f'"{reply}" is none of the choices. Write a number from 1 to 3' in found
    assert "?distance=far&load=none" in found


def test_hostile_replies_are_shown_and_do_not_act(path: str) -> None:
    done = run("ask", "--rulebook", path, stdin=b"\x1b[2J\xff\x00\n" + b"7" * (2 * MOST_LINE) + b"\n")

    assert done.code == 0
    assert [each for each in done.out if not each.isprintable() and each != "\n"] == []


@pytest.mark.parametrize("lines", [("q",), ("Q",), ()])
def test_q_and_the_end_of_the_input_end_with_the_verdict_so_far(path: str, lines: tuple[str, ...]) -> None:
    found = asked(path, "3", *lines).text

    assert "You ended with one question left that can still change the result. In front so far: Cycle" in found


def test_ending_at_once_says_how_many_questions_can_still_matter(path: str) -> None:
    assert "You ended with 3 questions left that can still change the result." in asked(path, words=()).text


def test_an_input_that_was_closed_before_is_at_its_end(path: str) -> None:
    assert "You ended with 3 questions left" in run("ask", "--rulebook", path, stdin=None).text


def test_with_every_question_answered_that_is_said(path: str) -> None:
    found = asked(path, words=("distance=near", "load=none", "weather=dry", "idle=no"))

    assert "Every question has an answer." in found.text


def test_at_a_terminal_the_person_ends_the_lines(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(TextIOWrapper):
        def isatty(self) -> bool:
            return True

    piped = asked(path, "3").out
    monkeypatch.setattr("tests.unit.rules.command_line.TextIOWrapper", Keyboard)
    typed = asked(path, "3").out

    assert "> \n\nIn front" in piped
    assert "> \nIn front" in typed


def test_ctrl_c_tells_the_verdict_so_far_and_says_so_in_the_exit_code(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter(["3"])

    def interrupted() -> str:
        for reply in replies:
            return reply
        raise KeyboardInterrupt

    monkeypatch.setattr("rules.cli.dialogue.read_line", interrupted)
    done = run("ask", "--rulebook", path, "load=none")

    assert done.code == 130
    assert "In front so far: Cycle" in done.text
    assert "?distance=abroad&load=none" in done.text


def test_an_interview_is_a_value_that_going_back_gives_again(path: str) -> None:
    book = load_rulebook(Path(path))
    begun = Interview(atlas(book), {"weather": "dry"})

    further = begun.answered("load", None).answered("distance", "near")

    assert dict(further.answers) == {"distance": "near", "weather": "dry"}
    assert further.back() == begun.answered("load", None)
    assert further.next(further.ahead) is None
    assert understood("b", book.questions[0]) is Reply.BACK


def test_the_shipped_rulebook_is_settled_long_before_the_last_question() -> None:
    done = run("ask", stdin="1\n" * 30)

    assert "questions are left; none of them can change the result." in done.text
    assert done.code == 0


def test_stdin_with_answers_leaves_nothing_to_read(path: str) -> None:
    done = run("ask", "--rulebook", path, "-", stdin="distance: far\nload: none")

    assert "2 questions are left; none of them can change the result." in done.text
