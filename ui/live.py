"""The events of a run as they happen, as server-sent events for the picture.

The address holds the run's id, which cannot be guessed: who started the run has it, and whoever was given it.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from threading import Event
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from demos.events import Event as Happening
from demos.performance import Performance
from ui import runs
from ui.api.problems import problem

PAUSE = 0.05
"""Seconds between two looks: twenty batches a second are a smooth picture and one per cent of a core."""

QUIET = 15.0
"""Seconds after which a comment is sent, so that nothing in between closes a silent connection."""

closing = Event()
"""Set when the app is asked to end: the server waits for open streams, so they must not wait for their runs."""


async def events(request: Request) -> Response:
    """Stream the events of a run; a browser that comes back says the last number that it got."""
    run = runs.find(request.path_params["run"])
    if run is None:
        return problem(HTTPStatus.NOT_FOUND, "There is no such run, or it was long ago.")
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(run, last_seen(request)), media_type="text/event-stream", headers=headers)


def address(run: Performance) -> str:
    """Where the events of a run are, relative to the pages."""
    return f"runs/{run.id}/events"


def last_seen(request: Request) -> int:
    """The number of the last event that the browser has got; 0 if it says none, or nonsense."""
    said = request.headers.get("last-event-id", "")
    return int(said) if said.isascii() and said.isdigit() else 0


async def stream(run: Performance, seq: int) -> AsyncIterator[str]:
    """Give batches of events until the run has ended and everything was sent, or the app ends."""
    silent = 0.0
    while True:
        ended = run.status.ended
        if batch := run.events_after(seq, 0):
            seq, silent = batch[-1].seq, 0.0
            yield f"id: {seq}\ndata: {json.dumps([plain(event) for event in batch])}\n\n"
        elif ended or closing.is_set():
            yield "event: end\ndata: ended\n\n"
            return
        elif silent > QUIET:
            silent = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(PAUSE)
        silent += PAUSE


def plain(event: Happening) -> dict[str, Any]:
    """An event as JSON knows it."""
    return {
        "seq": event.seq,
        "at": round(event.at, 3),
        "what": event.what.value,
        "stop": event.stop,
        "message": event.message,
        "detail": dict(event.detail),
    }
