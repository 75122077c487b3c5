"""A corpus of rulebooks with one fault each: every problem is told as it should be, at its place, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules import RulebookError, read_rulebook, recommend, write_rulebook
from rules.model import Rulebook
from rules.written import as_data
from tests.unit.rules.faults.corpus import FAULTS
from tests.unit.rules.generated_rulebooks import Size, generated

SOUND = (Path(__file__).parent / "faults" / "sound.yaml").read_text(encoding="utf-8")


def test_the_rulebook_that_the_faults_are_made_from_is_sound() -> None:
    book = read_rulebook(SOUND)

    assert recommend({"distance": "far"}, book).outcome.option == "cycle"
    assert as_data(read_rulebook(write_rulebook(book))) == as_data(book)


def test_there_are_faults_enough() -> None:
    assert len({name for name, *_ in FAULTS}) == len(FAULTS) >= 100


@pytest.mark.parametrize(
    ("old", "new", "problems"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_told_at_its_place_and_nothing_else_is(old: str, new: str, problems: tuple[str, ...]) -> None:
    assert old in SOUND

    with pytest.raises(RulebookError) as caught:
        read_rulebook(SOUND.replace(old, new, 1), file="")

    assert tuple(str(problem).removeprefix(":") for problem in caught.value.problems) == problems


@pytest.mark.parametrize("seed", range(100))
def test_nothing_is_said_against_a_sound_rulebook(seed: int) -> None:
    size = Size(
        questions=2 + seed % 19, choices=2 + seed % 4, rules=1 + seed, options=2 + seed % 7, aspects=1 + seed % 9
    )
    book = worded(generated(seed, size))

    again = read_rulebook(write_rulebook(book))

    assert as_data(again) == as_data(book)


def worded(book: Rulebook) -> Rulebook:
    """The same rulebook with words where a generated one has none."""
    return replace(
        book,
        options=tuple(replace(option, name="A name", summary="A sentence.") for option in book.options),
        questions=tuple(replace(question, why="A reason.") for question in book.questions),
        aspects=tuple(replace(aspect, title="A title") for aspect in book.aspects),
        alternatives=tuple(
            replace(alternative, name="A name", says="A sentence.") for alternative in book.alternatives
        ),
        rules=tuple(replace(rule, sources=(), versions=None) for rule in book.rules),
    )
