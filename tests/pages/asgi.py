"""Asks routes without a server: one request in, one response out, over ASGI itself."""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette

from ui.routes import ROUTES

_CHUNK = 8192


@dataclass(frozen=True)
class Answer:
    """A response. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as what it says."""
        return json.loads(self.body)


def ask(path: str, *, method: str = "GET", body: bytes = b"", headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """Ask the app's own addresses. `path` may have a query."""
    return asyncio.run(_ask(path, method, body, headers))


def post(path: str, told: object, *, kind: str = "application/json") -> Answer:
    """Send something as JSON."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return ask(path, method="POST", body=body, headers=[("content-type", kind)])


async def _ask(path: str, method: str, body: bytes, headers: Iterable[tuple[str, str]]) -> Answer:
    plain, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(plain),
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "server": ("localhost", 8501),
        "client": ("127.0.0.1", 1),
    }
    sent: list[Any] = []
    chunks = _chunks(body)

    async def receive() -> Any:
        return next(chunks, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    await Starlette(routes=ROUTES)(scope, receive, send)
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:]))


def _chunks(body: bytes) -> Iterator[Any]:
    for start in range(0, max(1, len(body)), _CHUNK):
        more = start + _CHUNK < len(body)
        yield {"type": "http.request", "body": body[start : start + _CHUNK], "more_body": more}
