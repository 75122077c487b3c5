"""Reads what a program asks, and explains all that is wrong with it. Nothing is guessed."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from rules import Dropped, Rulebook, read_answers
from ui.api.problems import Refused
from ui.words import say

LARGEST = 64 * 1024
"""Bytes of a body that is read."""

LONGEST = 8 * 1024
"""Characters of a query that is read."""

_DEEPEST = 20


async def answers_of(request: Request, rulebook: Rulebook) -> Mapping[str, str]:
    """The answers that a request brings, in its query or in its body.

    Raises:
        Refused: something is unknown, repeated, too large or no JSON.
    """
    pairs = await _written(request) if request.method == "POST" else query(request)
    reading = read_answers(pairs, rulebook)
    if reading.dropped:
        told = [_why(each) for each in reading.dropped]
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "Some answers cannot be used; nothing was guessed.", told)
    return reading.answers


def query(request: Request) -> list[tuple[str, str]]:
    """The parameters of the address, repeated ones too.

    Raises:
        Refused: it is too long.
    """
    if len(request.scope.get("query_string", b"")) > LONGEST:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, f"The query is longer than {LONGEST} characters.")
    return list(request.query_params.multi_items())


def nothing_more(request: Request) -> None:
    """Make sure that an address that takes no parameters got none.

    Raises:
        Refused: it got some.
    """
    if named := dict.fromkeys(_short(name) for name, _ in query(request)):
        told = [f"{name}: there is no such parameter" for name in named]
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "This address takes no parameters.", told)


async def _written(request: Request) -> Iterable[tuple[str, str]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body was expected to be application/json.")
    return _pairs(_parsed(await _body(request)))


async def _body(request: Request) -> bytes:
    """The body, read only as far as it may go."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is larger than {LARGEST // 1024} KiB.")
    return bytes(found)


def _parsed(body: bytes) -> Any:
    try:
        if _depth(body) > _DEEPEST:
            raise Refused(HTTPStatus.BAD_REQUEST, f"The JSON is nested deeper than {_DEEPEST}.")
        return json.loads(body, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as problem:
        raise Refused(HTTPStatus.BAD_REQUEST, f"The body is no JSON that can be used: {problem}.") from None


def _depth(body: bytes) -> int:
    """How deep brackets go, those inside of texts counted too: never too small."""
    deepest = depth = 0
    for byte in body:
        depth += (byte in b"[{") - (byte in b"]}")
        deepest = max(deepest, depth)
    return deepest


def _pairs(told: Any) -> list[tuple[str, str]]:
    wrong = _shape_of(told)
    if wrong:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, 'Expected: {"answers": {"question": "choice"}}.', wrong)
    return list(told["answers"].items())


def _shape_of(told: Any) -> list[str]:
    if not isinstance(told, dict):
        return ["the body is no object"]
    strange = [f"{name}: there is no such key" for name in map(_short, told) if name != "answers"]
    answers = told.get("answers")
    if not isinstance(answers, dict):
        return [*strange, "answers: an object was expected"]
    return strange + [f"{_short(name)}: a choice is text" for name, value in answers.items() if type(value) is not str]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _why(dropped: Dropped) -> str:
    return f"{dropped.name} = {dropped.value}: {say(f'decide.dropped_{dropped.why}')}"


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
