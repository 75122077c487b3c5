"""The badge of a decision: a small picture in SVG, and the JSON that shields.io draws one from."""

import json

from records.brief import Brief
from records.faces import rendered
from records.record import Record

LABEL = "queue"
_COLORS = {"settled": "2b6b3f", "contestable": "8a5a00", "undecided": "57534e", "tied": "57534e"}
_CHARACTER = 6.6
"""Pixels of an average character of Verdana at 11 pixels; `textLength` makes the text fit whatever font is there."""

_PADDING = 12


def badge(record: Record) -> str:
    """A badge in SVG: no script, no link, no font of its own. Screen readers hear its title."""
    message = _message(record)
    left, right = _width(LABEL), _width(message)
    return rendered(
        "badge.svg", record, label=LABEL, message=message, left=left, right=right, color=_COLORS[Brief(record).word]
    )


def shields(record: Record) -> str:
    """What https://shields.io/badges/endpoint-badge asks for."""
    told = {
        "schemaVersion": 1,
        "label": LABEL,
        "message": _message(record),
        "color": _COLORS[Brief(record).word],
        "isError": False,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _message(record: Record) -> str:
    brief = Brief(record)
    outcome = record.recommendation.outcome
    name = brief.names.alternatives[outcome.instead].name if outcome.instead else brief.outcome
    return f"{name}, {brief.word}"


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + _PADDING
