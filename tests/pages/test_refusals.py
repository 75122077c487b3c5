"""A refusal that is no problem yet becomes one, for programs; what breaks says nothing of the inside."""

import asyncio
import json
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from ui.refusals import Refusals


def told(path: str, app: Any) -> list[Message]:
    """What is sent for a GET of a path when this application is behind the refusals."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    with_refusals = Refusals(app)
    try:
        asyncio.run(with_refusals(scope, receive, send))
    except RuntimeError:
        sent.append({"type": "raised"})
    return sent


async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RuntimeError("the password is tea")


async def gone(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise ClientDisconnect


async def teapot(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("Short and stout", 418)(scope, receive, send)


async def streaming(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("the password is tea")


def test_what_breaks_is_a_problem_without_its_reason_and_stays_an_error_for_the_log() -> None:
    start, body, raised = told("/api/v1/questions", broken)

    assert start["status"] == 500
    assert (b"content-type", b"application/problem+json") in start["headers"]
    assert "tea" not in body["body"].decode()
    assert raised == {"type": "raised"}


def test_what_breaks_after_it_began_is_only_an_error_for_the_log() -> None:
    assert [each["type"] for each in told("/runs/x/events", streaming)] == ["http.response.start", "raised"]


def test_who_is_gone_is_not_answered() -> None:
    assert told("/api/v1/recommend", gone) == []


@pytest.mark.parametrize("path", ["/api/v1/tea", "/runs/1/tea", f"/d/{'x' * 9000}"])
def test_any_refusal_is_told_as_a_problem_with_its_own_status(path: str) -> None:
    start, body = told(path, teapot)

    assert (start["status"], json.loads(body["body"])["status"]) == (418, 418)
    assert len(body["body"]) < 500


@pytest.mark.parametrize("path", ["/", "/compare", "/apix/y", "/dx", "/static/api/x.js"])
def test_pages_are_left_alone(path: str) -> None:
    _, body = told(path, teapot)

    assert body["body"] == b"Short and stout"
