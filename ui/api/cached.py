"""Responses that are asked for again and again: an ETag for each, and 304 for who has it already."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

FOREVER = "public, max-age=31536000, immutable"
"""For what a code stands for: it never means anything else."""

SOON = "public, max-age=60"
"""For what changes with the rulebook of the app."""


def cached(request: Request, body: str, media_type: str, *, age: str = SOON, name: str | None = None) -> Response:
    """The response, or 304 if the caller has the same already. `name` makes it a download with that file name."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": age, "Access-Control-Allow-Origin": "*"}
    had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if had & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    if name:
        headers["Content-Disposition"] = f'inline; filename="{name}"'
    return Response(body, media_type=media_type, headers=headers)
