"""Editors find the schema of a rulebook at an address of the app."""

import json

from starlette.requests import Request

from rules.schema import schema
from ui.routes import ROUTES, SCHEMA, rulebook_schema


def test_the_schema_has_an_address() -> None:
    answer = rulebook_schema(Request({"type": "http", "path": SCHEMA}))

    assert SCHEMA in {route.path for route in ROUTES}
    assert answer.media_type == "application/schema+json"
    assert json.loads(bytes(answer.body)) == schema()
