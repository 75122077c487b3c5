"""A record as JSON: what stands in it, and how one is read again. `record.schema.json` is published from here."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from records.errors import UnreadableRecord
from records.receipts import Id, ShownBefore, one_each, receipt
from records.record import APP, Dissent, Record
from rules.cli import shape

VERSION, WITHOUT_RECEIPTS = "1.1.0", "1.0.0"
"""Of the shape, semantic: a new key raises the second number, a key that goes or means something else the first.

A record without receipts is written as it was before there were any, so that it keeps its bytes.
"""

FILE = Path(__file__).parent / "record.schema.json"
LARGEST = 256 * 1024
"""Bytes of a record that is read."""

Text = Annotated[str, StringConstraints(max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Dissenting(_Strict):
    """Somebody who would have decided otherwise."""

    who: Text
    says: Text


class RulebookName(_Strict):
    """The rulebook that was asked."""

    version: Text
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class RecordFile(_Strict):
    """A decision record."""

    schema_version: Literal["1.0.0", "1.1.0"] = Field(description="The version of this shape.")
    code: str = Field(description="Stands for the answers and the rulebook; it ends in a checksum.")
    decided: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")] | None = Field(
        description="The day, ISO 8601; null where only a link is known."
    )
    title: Text = Field(description="What it was decided for.")
    status: Literal["proposed", "accepted"]
    people: Annotated[list[Text], Field(max_length=100)]
    dissent: Annotated[list[Dissenting], Field(max_length=100)]
    why_now: Text = Field(description="What only the team can say.")
    receipts: Annotated[list[ShownBefore], Field(max_length=50), AfterValidator(one_each)] = Field(
        default=[], description="What the demos behind it had shown; from version 1.1.0."
    )
    rulebook: RulebookName
    answers: dict[Id, Id] = Field(description="Question id to choice id.")
    recommendation: dict[str, Any] = Field(description="All that was derived from the answers; verify derives it anew.")
    permalink: Annotated[str, StringConstraints(pattern=rf"^({APP})?/d/[^/]*$")] = Field(
        description="Where it opens; a path alone if no address of an app is known."
    )


def as_json(record: Record) -> str:
    """The record with nothing left out, as JSON."""
    return json.dumps(as_data(record), ensure_ascii=False, indent=2) + "\n"


def as_data(record: Record) -> dict[str, Any]:
    """The record as plain data, in the order in which it is written."""
    derived = shape.recommendation(record.recommendation, record.rulebook, record.app or "")
    return {
        "schema_version": VERSION if record.receipts else WITHOUT_RECEIPTS,
        "code": record.code,
        "decided": record.decided.isoformat() if record.decided else None,
        "title": record.title,
        "status": record.status,
        "people": list(record.people),
        "dissent": [{"who": one.who, "says": one.says} for one in record.dissent],
        "why_now": record.why_now,
        **({"receipts": [receipt(one) for one in record.receipts]} if record.receipts else {}),
        "rulebook": shape.identity(record.rulebook),
        "answers": dict(record.answers),
        "recommendation": {key: value for key, value in derived.items() if key not in ("answers", "rulebook", "link")},
        "permalink": record.permalink,
    }


def read_file(text: str) -> RecordFile:
    """Read a record; whether what it derives is right, `verify` says.

    Raises:
        UnreadableRecord: with every problem and its place.
    """
    if len(text.encode(errors="replace")) > LARGEST:
        raise UnreadableRecord([f"it is larger than {LARGEST // 1024} KiB"])
    try:
        return RecordFile.model_validate(json.loads(text, parse_constant=_no_number, object_pairs_hook=_once))
    except ValidationError as problem:
        raise UnreadableRecord([f"{_place(each['loc'])}: {each['msg']}" for each in problem.errors()]) from None
    except (ValueError, RecursionError) as problem:
        raise UnreadableRecord([str(problem)]) from None


def dissents(file: RecordFile) -> tuple[Dissent, ...]:
    """Those who would have decided otherwise."""
    return tuple(Dissent(who=one.who, says=one.says) for one in file.dissent)


def day(file: RecordFile) -> date | None:
    """The day of the decision, if one is written.

    Raises:
        UnreadableRecord: there is no such day.
    """
    try:
        return date.fromisoformat(file.decided) if file.decided else None
    except ValueError as problem:
        raise UnreadableRecord([f"decided: {problem}"]) from None


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record. It is made once; do not change it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RecordFile.model_json_schema()}


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} stands there twice")
    return found


def _place(parts: tuple[int | str, ...]) -> str:
    return ".".join(map(str, parts)) or "the file"
