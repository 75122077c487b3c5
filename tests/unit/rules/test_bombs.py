"""Whatever is uploaded is judged soon and in little memory, and what is wrong with it is told with its place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Problem, RulebookError, read_rulebook, recommend
from tests.unit.rules.bombs.corpus import BOMBS, SOUND

ROOT = Path(__file__).parents[3]
SECONDS = 0.25
MEMORY = 64 * 1024 * 1024
TIMES_THE_SHIPPED = 6
"""How long a judgement may take on a machine that is slower than 250 ms are meant for. The worst one takes three."""

Measures = dict[str, tuple[float, int]]


@pytest.fixture(scope="module")
def measures() -> Measures:
    """Name of a bomb -> CPU seconds and bytes that judging it took in a process of its own."""
    command = [sys.executable, "-m", "tests.unit.rules.bombs.judge"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=200).stdout
    return {name: (seconds, size) for name, seconds, size in map(json.loads, printed.splitlines())}


def problems(content: str | bytes) -> tuple[Problem, ...]:
    """What is said about an upload."""
    try:
        book = read_rulebook(content)
    except RulebookError as error:
        return error.problems
    assert recommend({}, book).rulebook == book.digest
    return ()


def test_there_are_bombs_enough() -> None:
    assert len({name for name, _, _ in BOMBS}) == len(BOMBS) >= 40


@pytest.mark.parametrize(("content", "says"), [bomb[1:] for bomb in BOMBS], ids=[bomb[0] for bomb in BOMBS])
def test_a_bomb_is_refused_with_its_place_and_what_is_only_odd_is_taken(content: str | bytes, says: str | None) -> None:
    found = problems(content)

    assert any(says in problem.says for problem in found) if says else not found, found
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found)
    assert all(problem.says.isprintable() and len(problem.says) <= 600 for problem in found)


PIECES = [
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "\n",
    "\n  ",
    ", ",
    "? ",
    "| ",
    "> ",
    "'",
    '"',
    "#",
    "&a ",
    "*a ",
    "!b ",
    "<<",
    "---\n",
]
WORDS = ["walk", "far", "no", "~", "[]", "{}", "", "\0", "\t", "\N{ZERO WIDTH SPACE}", "id: ", "rules:", "1e999", "%"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND)), st.integers(0, 30), st.sampled_from(PIECES + WORDS)), max_size=8))
def test_any_damage_is_told_with_its_place(damages: list[tuple[int, int, str]]) -> None:
    text = SOUND
    for start, length, piece in damages:
        text = text[:start] + piece + text[start + length :]

    assert all(problem.line >= 1 and problem.column >= 1 and problem.says for problem in problems(text))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_told_to_be_none(content: bytes) -> None:
    assert problems(content)


@pytest.mark.parametrize("name", [name for name, _, _ in BOMBS])
def test_judging_a_bomb_takes_a_quarter_of_a_second_at_most(name: str, measures: Measures) -> None:
    seconds, _ = measures[name]

    assert seconds <= max(SECONDS, TIMES_THE_SHIPPED * measures["shipped"][0])


@pytest.mark.parametrize("name", [name for name, _, _ in BOMBS])
def test_judging_a_bomb_takes_64_megabytes_at_most(name: str, measures: Measures) -> None:
    _, size = measures[name]

    assert size <= MEMORY
