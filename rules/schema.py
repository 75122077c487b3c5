"""The JSON Schema of a rulebook, for editors: it completes keys and shows what each is for. Loading checks more.

Draft 2020-12. `rules/rulebook.schema.json` is the one of a rulebook in one file; `rules/schemas/` has those of the
files of a folder, which point into it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from rules.cross_check import ID, MOST_CHOICES, MOST_ID
from rules.implied import ADDRESS
from rules.model import Form, Kind
from rules.sections import SECTIONS, VERSION, VOCABULARY, Section, in_file
from rules.text import read
from rules.words import Word

ROOT = Path(__file__).parent
FILE = ROOT / "rulebook.schema.json"
FOLDER = ROOT / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The schema of a rulebook in one file. It is made once; do not change it."""
    return {
        "$schema": DRAFT,
        "title": "Rulebook",
        "description": "Questions, options and rules that lead from answers to a recommendation.",
        **_lists(SECTIONS, "#/$defs"),
        "$defs": _shapes(),
    }


def schemas_of_the_folder() -> dict[str, Schema]:
    """Name of a file in a rulebook's folder, without its ending -> the schema of it. All point into the one file's."""
    shapes = f"../{FILE.name}#/$defs"
    alone = {section.name: _list(section, shapes) for section in SECTIONS if section.file != VOCABULARY}
    vocabulary = _lists(in_file(VOCABULARY), shapes)
    return {name: {"$schema": DRAFT, **each} for name, each in {"vocabulary": vocabulary, **alone}.items()}


def write_schemas(file: Path = FILE, folder: Path = FOLDER) -> None:
    """Write every schema to where editors find it."""
    folder.mkdir(exist_ok=True)
    file.write_text(_text(schema()), encoding="utf-8")
    for name, each in schemas_of_the_folder().items():
        (folder / f"{name}.schema.json").write_text(_text(each), encoding="utf-8")


class _Generate(GenerateJsonSchema):
    """Leaves out what a person who writes YAML has no use for: titles, nulls and defaults."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def str_schema(self, _schema: core_schema.StringSchema) -> Schema:
        return {"type": "string", "minLength": 1}


def _shapes() -> dict[str, Schema]:
    adapters: list[Any] = [(section.name, "validation", TypeAdapter(section.shape)) for section in SECTIONS]
    _, found = TypeAdapter.json_schemas(adapters, schema_generator=_Generate)
    shapes: dict[str, Schema] = found["$defs"]
    for name, shape in shapes.items():
        if "properties" in shape:
            _explain(shape, _words()[name])
    shapes["Question"]["properties"]["choices"] |= {"minItems": 2, "maxItems": MOST_CHOICES}
    shapes["Source"]["properties"]["url"]["pattern"] = f"^{ADDRESS.pattern}$"
    shapes["Expectation"]["properties"]["word"]["enum"] = [str(word) for word in Word]
    shapes["Rule"]["oneOf"] = [{"required": [str(kind)]} for kind in Kind]
    shapes["Law"]["oneOf"] = [{"required": [str(form)]} for form in Form]
    return shapes


def _explain(shape: Schema, words: dict[str, str]) -> None:
    shape["description"] = shape["description"].partition("\n")[0]
    shape["additionalProperties"] = False
    for key, each in shape["properties"].items():
        each["description"] = words[key]
    if "id" in shape["properties"]:
        shape["properties"]["id"] |= {"pattern": f"^{ID.pattern}$", "maxLength": MOST_ID}


def _lists(sections: tuple[Section[Any], ...], shapes: str) -> Schema:
    version = {"type": ["string", "number"], "description": _words()["Rulebook"][VERSION]}
    return {
        "type": "object",
        "properties": {VERSION: version, **{section.name: _list(section, shapes) for section in sections}},
        "required": [VERSION, *(section.name for section in sections if section.least)],
        "additionalProperties": False,
    }


def _list(section: Section[Any], shapes: str) -> Schema:
    return {
        "type": "array",
        "description": _words()["Rulebook"][section.name],
        "items": {"$ref": f"{shapes}/{section.shape.__name__}"},
        "minItems": section.least,
        "maxItems": section.most,
    }


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = read((ROOT / "schema_words.yaml").read_text("utf-8"), file="schema_words").data
    return words


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
