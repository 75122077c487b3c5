"""Every part of a rulebook remembers where it was written, so that whatever is said about it can name the place."""

from pathlib import Path

import pytest

from rules import Place, load_rulebook, shipped_rulebook
from rules.model import Key


@pytest.mark.parametrize(
    ("key", "file", "line", "column"),
    [
        (("option", "drive"), "vocabulary.yaml", 4, 5),
        (("group", "core"), "vocabulary.yaml", 6, 5),
        (("question", "at"), "vocabulary.yaml", 14, 5),
        (("choice", "distance", "far"), "vocabulary.yaml", 13, 40),
        (("alternative", "stay"), "vocabulary.yaml", 20, 5),
        (("source", "map"), "sources.yaml", 1, 3),
        (("aspect", "time"), "aspects.yaml", 1, 3),
        (("rule", "quick"), "rules.yaml", 9, 3),
        (("clause", "quick", "at"), "rules.yaml", 11, 27),
        (("example", "trip"), "examples.yaml", 1, 3),
    ],
)
def test_every_part_knows_its_place(rulebook_folder: Path, key: Key, file: str, line: int, column: int) -> None:
    places = load_rulebook(rulebook_folder).places

    assert places[key] == Place(file, line, column)
    assert str(places[key]) == f"{file}:{line}:{column}"


def test_nothing_of_the_shipped_rulebook_is_without_a_place() -> None:
    book = shipped_rulebook()
    named = {("rule", rule.id) for rule in book.rules} | {("option", option.id) for option in book.options}
    chosen = {("choice", question.id, choice.id) for question in book.questions for choice in question.choices}

    assert named | chosen <= set(book.places)
