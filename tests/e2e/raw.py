"""Speaks HTTP by the byte, as no well-kept client would, and reads one answer."""

import json
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SECONDS = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 if the connection was closed without an answer. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as what it says."""
        return json.loads(self.body)


def ask(url: str, path: str, *, method: str = "GET", headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """Ask for a path as it stands here, with whatever headers."""
    given = [*headers] if any(name == "Host" for name, _ in headers) else [("Host", "localhost"), *headers]
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given), "Connection: close", "", ""]
    return send(url, "\r\n".join(lines).encode("latin-1"))


def send(url: str, *parts: bytes, more: Iterable[bytes] = ()) -> Answer:
    """Send bytes, as far as anybody reads them, and read until the server closes."""
    parted = urlsplit(url)
    with socket.create_connection((parted.hostname, parted.port), timeout=SECONDS) as connection:
        with suppress(ConnectionError):  # it answers before it has heard all
            for part in (*parts, *more):
                connection.sendall(part)
        found = bytearray()
        with suppress(ConnectionError):
            while chunk := connection.recv(65536):
                found += chunk
    return _read(bytes(found))


def leave(url: str, part: bytes) -> None:
    """Send the beginning of a request and hang up."""
    parted = urlsplit(url)
    with socket.create_connection((parted.hostname, parted.port), timeout=SECONDS) as connection:
        connection.sendall(part)


def _read(found: bytes) -> Answer:
    head, _, body = found.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first:
        return Answer(0, {}, b"")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(first.split()[1]), headers, body)
