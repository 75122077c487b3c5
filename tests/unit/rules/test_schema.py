"""The schema that editors read: current, explained, content with the shipped rulebook, and not with a broken one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from rules import SHIPPED, write_rulebook
from rules.schema import DRAFT, FILE, FOLDER, schema, schemas_of_the_folder, write_schemas
from rules.shipped import shipped_rulebook
from tests.unit.rules.test_one_file import SMALLEST

FILES = sorted(SHIPPED.rglob("*.yaml"))


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


@pytest.mark.parametrize("text", [SMALLEST, write_rulebook(shipped_rulebook())], ids=["smallest", "shipped"])
def test_a_sound_rulebook_is_taken(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SHIPPED).as_posix())
def test_every_shipped_file_names_its_schema_and_is_taken_by_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema="), "Editors look for the schema in the first line."
    named = (file.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    registry: Registry[Any] = Registry().with_resource("../rulebook.schema.json", Resource.from_contents(schema()))

    validator = Draft202012Validator(json.loads(named.read_text(encoding="utf-8")), registry=registry)

    assert named.parent == FOLDER
    assert [error.message for error in validator.iter_errors(as_in_an_editor(text))] == []


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
