"""The OpenAPI document of the HTTP interface: `openapi.yaml` beside this file, with the shapes that code knows."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import Response

from records import shape
from ui.api.asked import nothing_more
from ui.api.cached import cached
from ui.api.problems import answering
from ui.api.recommending import JSON

FILE = Path(__file__).parent / "openapi.yaml"


@answering
async def openapi(request: Request) -> Response:
    """What can be asked here, for programs that generate clients."""
    nothing_more(request)
    return cached(request, json.dumps(document(), ensure_ascii=False) + "\n", JSON)


@cache
def document() -> dict[str, Any]:
    """The document. It is made once; do not change it."""
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    record = {key: value for key, value in shape.schema().items() if key not in ("$defs", "$schema")}
    told["components"]["schemas"] |= {"Record": _pointing(record)}
    told["components"]["schemas"] |= {name: _pointing(each) for name, each in shape.schema()["$defs"].items()}
    return told


def _pointing(value: Any) -> Any:
    """A schema whose references point into the document."""
    if isinstance(value, dict):
        return {key: _pointed(each) if key == "$ref" else _pointing(each) for key, each in value.items()}
    return [_pointing(each) for each in value] if isinstance(value, list) else value


def _pointed(reference: str) -> str:
    return reference.replace("#/$defs/", "#/components/schemas/")
