"""The text of an evidence file, one event a line, and reading it back as JSON without trusting it."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError

from demos.errors import EvidenceDamaged, NotEvidence

SHAPE = 1
"""Rises when a key is removed or means something else."""

MOST_BYTES = 64 * 1024 * 1024
"""Of a file, unpacked. A run of a million events has about twice as many, and nobody looks at those."""

_BEGINNING = '{"evidence": '
_BEFORE_EVENTS = 3
"""Lines of the file before the first event."""
_PACKED = b"\x1f\x8b"


class _Chain(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    every: PositiveInt
    hashes: list[str]


class _File(BaseModel):
    """What every evidence file has, whatever stands in it."""

    model_config = ConfigDict(strict=True, extra="forbid")
    evidence: int
    run: dict[str, Any]
    events: list[dict[str, Any]]
    parts: dict[str, str]
    chain: _Chain
    end: dict[str, Any]
    hash: str


def text_of(data: Mapping[str, Any]) -> str:
    """Give the text of a file."""
    events = ",\n".join(map(json.dumps, data["events"]))
    others = ",\n".join(f'"{name}": {json.dumps(data[name])}' for name in ("parts", "chain", "end", "hash"))
    return f'{_BEGINNING}{SHAPE},\n"run": {json.dumps(data["run"])},\n"events": [\n{events}\n],\n{others}}}\n'


def loaded(content: bytes) -> dict[str, Any]:
    """Give what a file holds, if it has all the parts of one.

    Raises:
        NotEvidence: it is something else, or of a shape that cannot be read here.
        EvidenceDamaged: it ends in the middle, or a part is missing.
    """
    text = _unpacked(content)
    try:
        data = json.loads(text, parse_constant=_no_such_number)
        if not isinstance(data, dict) or data.get("evidence") != SHAPE:
            raise NotEvidence(f"only evidence of shape {SHAPE} can be read here")
        _File.model_validate(data)
    except json.JSONDecodeError as error:
        if not text.startswith(_BEGINNING):
            raise NotEvidence("it is no JSON") from None
        raise EvidenceDamaged([_where_it_ends(text, error)]) from None
    except ValidationError as error:
        raise EvidenceDamaged(
            [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        ) from None
    except (RecursionError, ValueError) as error:
        raise NotEvidence(str(error)) from None
    return data


def _unpacked(content: bytes) -> str:
    try:
        if content.startswith(_PACKED):
            unpacking = zlib.decompressobj(wbits=31)
            content = unpacking.decompress(content, MOST_BYTES + 1)
            if not unpacking.eof and len(content) <= MOST_BYTES:
                raise EvidenceDamaged(["the packed file ends in the middle"])
        if len(content) > MOST_BYTES:
            raise NotEvidence(f"it is larger than {MOST_BYTES // 1024**2} MiB")
        return content.decode()
    except zlib.error as error:
        raise EvidenceDamaged([f"it cannot be unpacked ({error})"]) from None
    except UnicodeDecodeError:
        raise NotEvidence("it is no text") from None


def _where_it_ends(text: str, error: json.JSONDecodeError) -> str:
    line = text.splitlines()[error.lineno - 1] if error.lineno <= len(text.splitlines()) else ""
    number = error.lineno - _BEFORE_EVENTS
    if number > 0 and not line.startswith(('"', "]")):
        return f"event {number}: the file cannot be read on from here ({error.msg})"
    return f"line {error.lineno}: the file cannot be read on from here ({error.msg})"


def _no_such_number(name: str) -> None:
    raise ValueError(f"it holds {name}, which is no number")
