"""The schema that editors read: current, explained, content with the shipped rulebook, and not with a broken one."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from rules import SHIPPED, read_rulebook, recommend, write_rulebook
from rules.laws import breaches
from rules.schema import DRAFT, FILE, FOLDER, schema, schemas_of_the_folder, write_schemas
from rules.shipped import shipped_rulebook
from tests.unit.rules.test_one_file import SMALLEST

FILES = sorted([*SHIPPED.glob("*.yaml"), *SHIPPED.glob("cases/*.yaml")])
MANUAL = (Path(__file__).parents[3] / "docs" / "your-own-rulebook.md").read_text(encoding="utf-8")
EXAMPLE = MANUAL.partition("```yaml\n")[2].partition("```")[0]


class Editor(yaml.SafeLoader):
    """Reads as editors do, by the rules of YAML 1.2: only true and false are truth values, and days are text."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.endswith(("int", "float", "null"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def as_in_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=Editor)  # noqa: S506 # a SafeLoader


def complaints(text: str) -> list[str]:
    """What the schema has against a rulebook in one file."""
    return [error.message for error in Draft202012Validator(schema()).iter_errors(as_in_an_editor(text))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == DRAFT


def test_the_published_schemas_are_current(tmp_path: Path) -> None:
    write_schemas(tmp_path / FILE.name, tmp_path / "schemas")

    for written in tmp_path.rglob("*.json"):
        kept = FILE.parent / written.relative_to(tmp_path)
        assert kept.read_text(encoding="utf-8") == written.read_text(encoding="utf-8"), "Run `make freeze`."
    assert {file.name for file in FOLDER.iterdir()} == {file.name for file in (tmp_path / "schemas").iterdir()}


def test_every_key_says_what_it_is_for() -> None:
    shapes = [schema(), *(shape for shape in schema()["$defs"].values() if "properties" in shape)]

    assert all(each["description"] for shape in shapes for each in shape["properties"].values())


@pytest.mark.parametrize(
    "text", [SMALLEST, EXAMPLE, write_rulebook(shipped_rulebook())], ids=["smallest", "of the manual", "shipped"]
)
def test_a_sound_rulebook_is_taken(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SHIPPED).as_posix())
def test_every_shipped_file_is_taken_by_its_schema(file: Path) -> None:
    schemas = schemas_of_the_folder()
    registry: Registry[Any] = Registry().with_resource("../rulebook.schema.json", Resource.from_contents(schema()))

    validator = Draft202012Validator(schemas.get(file.stem, schemas["cases"]), registry=registry)

    assert [error.message for error in validator.iter_errors(as_in_an_editor(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if not file.name.startswith("generated-")],
    ids=lambda file: file.relative_to(SHIPPED).as_posix(),
)
def test_every_file_that_people_write_names_its_schema_in_its_first_line(file: Path) -> None:
    name = file.stem if file.parent == SHIPPED else "cases"
    line = file.read_text(encoding="utf-8").partition("\n")[0]

    assert line.startswith("# yaml-language-server: $schema=")
    assert (file.parent / line.partition("=")[2]).resolve() == FOLDER / f"{name}.schema.json"


def test_every_file_of_the_folder_has_its_schema() -> None:
    assert set(schemas_of_the_folder()) == {
        "vocabulary", "sources", "aspects", "rules", "laws", "examples", "cases",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1\n", ""),
        ("rules:", "ruled:"),
        ("id: walk", "id: Walk"),
        ("ask: How far is it?", "asks: How far is it?"),
        ("  ask: How far is it?\n", ""),
        (", {id: far, label: Far}", ""),
        ("- {id: drive, name: Drive, summary: By car, parts: [car]}\n", ""),
        ("rules_out: walk", "rules_out: walk, warns: walk"),
        ("rules_out: walk, ", ""),
        ("strength: slight", "strength: huge"),
        ("rules:\n", "sources: [{id: s, title: S, url: 'javascript:alert(1)'}]\nrules:\n"),
        ("rules:\n", "laws: [{id: l, says: L., never: walk, never_to: walk}]\nrules:\n"),
        ("rules:\n", "cases: [{name: C, answers: {}, expect: {word: sure}}]\nrules:\n"),
    ],
)
def test_a_broken_rulebook_is_complained_about(old: str, new: str) -> None:
    assert old in SMALLEST

    assert complaints(SMALLEST.replace(old, new, 1))


def test_the_example_of_the_manual_is_sound() -> None:
    book = read_rulebook(EXAMPLE)

    assert recommend({"distance": "far"}, book).outcome.option == "drive"
    assert not [breach for law in book.laws for breach in breaches(law, {}, book)]
