"""Text for people is wrapped, shows what cannot be printed, and a bar moves only where a person waits."""

import sys
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cli.paper import NARROWEST, WIDEST, Paper, terminal_width, visible
from rules.cli.waiting import waiting


def written(write: str, *, width: int = 40, **options: object) -> str:
    """What stands on a paper after one call."""
    out = StringIO()
    getattr(Paper(out, width), write)(**options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("Übermaß “Рыба” 魚 a\u00a0b", "Übermaß “Рыба” 魚 a\u00a0b"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b2J", "\\x9b2J"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\\u202eb"),
        ("\udc80", "\\udc80"),
        ("a\tb\r", "a\\tb\\r"),
        ("\N{ZERO WIDTH SPACE}", "\\u200b"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_its_escape(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_no_text_can_act_on_a_terminal(text: str) -> None:
    said = written("text", text=text) + written("line", text=text) + written("table", rows=[[text, text]])

    assert [each for each in said if each != "\n" and each < " "] == []
    assert "\x9b" not in said


def test_a_paragraph_is_set_in_by_what_stands_before_it() -> None:
    assert written("text", text="one two three", width=12, indent=2, first="* ") == "  * one two\n    three\n"
    assert written("text", text="one\ntwo", indent=2, first="* ") == "  * one\n    two\n"
    assert written("text", text="") == "\n"


def test_long_words_such_as_links_are_never_broken() -> None:
    link = "https://example.org/" + "x" * 60

    assert written("text", text=f"see {link}", width=30) == f"see\n{link}\n"
    assert written("line", text=link, width=30) == f"{link}\n"
    assert written("line") == "\n"


def test_a_table_sets_numbers_to_the_right_and_wraps_the_last_column() -> None:
    rows = [["1", "one"], ["1,000", "a thousand, more than one"]]

    assert written("table", rows=rows, width=24) == "      1  one\n  1,000  a thousand,\n         more than one\n"


@pytest.mark.parametrize(("columns", "width"), [("10", NARROWEST), ("64", 64), ("500", WIDEST)])
def test_the_width_is_that_of_the_terminal_within_reason(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert terminal_width() == Paper(StringIO()).width == width


class Terminal(StringIO):
    """A standard error that a person looks at, or not. `work` ends as soon as something was written."""

    def __init__(self, *, person: bool) -> None:
        super().__init__()
        self._person = person

    def isatty(self) -> bool:
        return self._person


def waited(monkeypatch: pytest.MonkeyPatch, *, person: bool, until: int, first: float) -> str:
    """What a person saw until the bar had moved some times."""
    terminal = Terminal(person=person)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("rules.cli.waiting.FIRST", first)
    monkeypatch.setattr("rules.cli.waiting.EVERY", 0.001)
    with waiting("Counting"):
        while terminal.getvalue().count("\r") < until:
            pass
    return terminal.getvalue()


def test_a_bar_moves_and_is_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = waited(monkeypatch, person=True, until=40, first=0.0)
    frames = seen.split("\r")

    assert frames[1].startswith("[======                  ] Counting, ")
    assert len({frame[:26] for frame in frames[1:-2]}) > 5
    assert frames[-2].strip() == ""
    assert frames[-1] == ""


def test_short_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(monkeypatch, person=True, until=0, first=60.0) == ""


def test_nobody_else_sees_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(monkeypatch, person=False, until=0, first=0.0) == ""


def test_the_bar_ends_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal(person=True))

    with pytest.raises(ZeroDivisionError), waiting("Dividing"):
        _ = 1 / 0
