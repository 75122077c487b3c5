"""A whole rulebook as one text: read, written again, and the same in whatever form it comes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import RulebookError, load_rulebook, read_rulebook, recommend, shipped_rulebook, write_rulebook
from rules.characters import hidden
from rules.model import Rulebook
from rules.sections import SECTIONS
from rules.written import as_data

SMALLEST = """\
version: 1
options:
- {id: walk, name: Walk, summary: On foot, parts: [shoes]}
- {id: drive, name: Drive, summary: By car, parts: [car]}
questions:
- id: distance
  ask: How far is it?
  why: Feet get tired.
  choices: [{id: near, label: Near}, {id: far, label: Far}]
rules:
- {id: too-far, aspect: how_long, when: {distance: far}, rules_out: walk, because: Nobody walks that far.}
- id: map-says
  aspect: how_long
  when: {distance: near}
  speaks_for: walk
  strength: slight
  because: The map says so.
  sources: https://example.org/map
"""


def same(one: Rulebook, other: Rulebook) -> bool:
    return as_data(one) == as_data(other) and one.digest == other.digest


def test_a_small_rulebook_leaves_out_whatever_goes_without_saying() -> None:
    book = read_rulebook(SMALLEST)

    assert recommend({"distance": "far"}, book).outcome.option == "drive"
    assert [(group.id, group.title) for group in book.groups] == [("questions", "Questions")]
    assert [(aspect.id, aspect.title) for aspect in book.aspects] == [("how_long", "How long")]
    assert book.sources["https://example.org/map"].url == "https://example.org/map"
    assert str(book.places["aspect", "how_long"]) == "rulebook.yaml:11:17"


@pytest.mark.parametrize("text", [SMALLEST, write_rulebook(shipped_rulebook())], ids=["smallest", "shipped"])
def test_what_was_written_is_read_as_the_same_rulebook(text: str) -> None:
    book = read_rulebook(text)
    again = read_rulebook(write_rulebook(book))

    assert same(again, book)
    assert write_rulebook(again) == write_rulebook(book)


def test_the_folder_and_the_one_file_are_the_same_rulebook() -> None:
    assert same(read_rulebook(write_rulebook(shipped_rulebook())), shipped_rulebook())


def test_a_path_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("\N{BYTE ORDER MARK}" + SMALLEST.replace("\n", "\r\n"), encoding="utf-8")

    assert same(load_rulebook(path), read_rulebook(SMALLEST))
    assert str(load_rulebook(path).places["rule", "too-far"]) == "ours.yaml:11:3"


def test_a_written_rulebook_tells_editors_where_its_schema_is() -> None:
    text = write_rulebook(read_rulebook(SMALLEST), schema="https://example.org/rulebook.schema.json")

    assert text.startswith("# yaml-language-server: $schema=https://example.org/rulebook.schema.json\nversion: '1'\n")


VISIBLE = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200)
TEXTS = st.one_of(
    VISIBLE, st.lists(VISIBLE).map("\n".join), st.lists(VISIBLE).map("\t".join), st.just("a: b # c, [d] %")
)


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(str.strip).filter(lambda text: text and not hidden(text)))
def test_any_text_survives_being_written_and_read(text: str) -> None:
    book = read_rulebook(SMALLEST)
    changed = replace(book, questions=(replace(book.questions[0], ask=text),))

    assert read_rulebook(write_rulebook(changed)).questions[0].ask == text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version: 1\n", "", '1:1: Missing "version" at the top of the file.'),
        ("version: 1\n", "version: [1]\n", "1:1: The version is letters, digits"),
        ("version: 1\n", "version: ../1\n", "1:1: The version is letters, digits"),
        ("rules:", "ruled:", '10:1: Unknown key "ruled". Did you mean "rules"?'),
        ("rules:", "ruled:", '1:1: Missing "rules" at the top of the file.'),
        ("questions:\n", "groups: [{id: a, title: A}]\nquestions:\n", '7:3: Missing "group".'),
        ("questions:\n", "aspects: [{id: a, title: A}]\nquestions:\n", '12:17: Unknown aspect "how_long". Known: a.'),
        ("- {id: drive, name: Drive, summary: By car, parts: [car]}\n", "", "3:3: A rulebook has 2 options or more."),
        ("id: distance", "id: demo", '6:3: "demo" has a meaning of its own in the address of a page.'),
        ("id: distance", "id: embed_options", "has a meaning of its own in the address of a page."),
        ("https://example.org/map", "javascript:alert(1)", '18:3: Unknown source "javascript:alert(1)". Known: none.'),
        ("rules:\n", "sources: [{id: s, title: S, url: 'javascript:alert(1)'}]\nrules:\n", "is no web address."),
        ("{distance: far}", "{distance: []}", 'The clause on "distance" names no choice'),
        ("rules_out: walk", "rules_out: [walk, walk]", '"walk" is named twice here. Remove one.'),
        ("id: near", "id: '12:30'", '9:14: "12:30" is not an id: use a to z, 0 to 9'),
    ],
)
def test_each_mistake_is_told_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(RulebookError) as caught:
        read_rulebook(SMALLEST.replace(old, new, 1))

    assert any(says in str(problem) for problem in caught.value.problems), caught.value


def test_a_text_that_is_no_mapping_is_told_once() -> None:
    with pytest.raises(RulebookError) as caught:
        read_rulebook("- a\n- b\n")

    assert [str(problem) for problem in caught.value.problems] == [
        f"rulebook.yaml:1:1: Expected a file with keys (version, {', '.join(section.name for section in SECTIONS)})."
    ]


@pytest.mark.parametrize("name", ["no", "on", "010", "1e999", "null", "2026"])
def test_words_that_yaml_reads_as_something_else_stay_the_ids_that_they_are(name: str) -> None:
    book = read_rulebook(SMALLEST.replace("far,", f"{name},").replace("distance: far", f"distance: {name}"))

    assert book.questions[0].choices[1].id == name
    assert recommend({"distance": name}, book).outcome.option == "drive"
    assert same(read_rulebook(write_rulebook(book)), book)


def test_a_file_that_belongs_to_no_rulebook_is_told(rulebook_folder: Path) -> None:
    (rulebook_folder / "law.yaml").write_text("[]", encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(rulebook_folder)

    assert str(caught.value.problems[0]) == (
        'law.yaml:1:1: No file "law.yaml" belongs to a rulebook. Did you mean "laws.yaml"?'
    )


def test_a_file_that_cannot_be_read_on_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("[", encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(path)

    assert [str(problem) for problem in caught.value.problems] == [
        "ours.yaml:2:1: Not valid YAML: did not find expected node content."
    ]


def test_cases_that_cannot_be_read_hide_nothing_else(rulebook_folder: Path) -> None:
    (rulebook_folder / "cases" / "all.yaml").write_text("[", encoding="utf-8")
    (rulebook_folder / "aspects.yaml").write_text("[]", encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(rulebook_folder)

    assert [problem.file for problem in caught.value.problems] == ["cases/all.yaml", "rules.yaml", "rules.yaml"]


def test_the_name_of_an_upload_is_told_as_text_and_cut() -> None:
    with pytest.raises(RulebookError) as caught:
        read_rulebook("", file="\N{RIGHT-TO-LEFT OVERRIDE}\n" + "a" * 1_000)

    assert caught.value.problems[0].file == "\N{REPLACEMENT CHARACTER}" * 2 + "a" * 45 + "…"
