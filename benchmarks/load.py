"""Asks a server at a fixed rate, whatever it answers, and measures each answer from when it was asked for.

That is when it was due, but for what the clock of this side's event loop is late, up to a millisecond. Waiting for a
connection that is free is part of the answer's time.
"""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlsplit

CONNECTIONS = 20


class Answered(NamedTuple):
    """A request that was answered: what was asked, the status, and seconds from the asking to its last byte."""

    path: str
    status: int
    seconds: float


async def asked(url: str, paths: Sequence[str], rate: float) -> list[Answered]:
    """Ask for each path once, `rate` of them a second. An answer that is late makes nobody wait to ask the next."""
    due: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
    found: list[Answered] = []
    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(_worker(url, due, found)) for _ in range(CONNECTIONS)]
        await _plan(due, paths, rate)
        await due.join()
        for worker in workers:
            worker.cancel()
    return found


async def _plan(due: "asyncio.Queue[tuple[str, float]]", paths: Sequence[str], rate: float) -> None:
    began = perf_counter()
    for number, path in enumerate(paths):
        await asyncio.sleep(max(0.0, began + number / rate - perf_counter()))
        due.put_nowait((path, perf_counter()))


async def _worker(url: str, due: "asyncio.Queue[tuple[str, float]]", found: list[Answered]) -> None:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        while True:
            path, moment = await due.get()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
            status = await _answer(reader)
            found.append(Answered(path, status, perf_counter() - moment))
            due.task_done()
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; give its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = head.partition("content-length:")[2].split("\r\n")[0]
    await reader.readexactly(int(length))
    return int(head.split(" ", 2)[1])
