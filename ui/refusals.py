"""Whatever refuses a request under an address for programs, the router or Streamlit, refuses it as a problem.

Pages are left alone: a browser that asks for one gets what Streamlit gives.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import problem

PLACES = frozenset({"api", "badge", "d", "runs"})
"""What an address for programs begins with."""

_SAYS = {
    HTTPStatus.BAD_REQUEST: "{path} has something in it that no address here has.",
    HTTPStatus.NOT_FOUND: "Nothing is at {path}.",
    HTTPStatus.METHOD_NOT_ALLOWED: "{path} does not take {method}.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here that is no fault of the request. It is in the log.",
}
_LONGEST = 80


class Refusals:
    """Turns every refusal that is no problem yet into one. Plain ASGI, like the headers that protect."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what leads nowhere; pass everything else on, and look at how the response starts."""
        if scope["type"] != "http" or not _for_programs(scope["path"]):
            await self._app(scope, receive, send)
        elif _leads_nowhere(scope["path"]):
            await _refusal(scope, HTTPStatus.NOT_FOUND)(scope, receive, send)
        else:
            await self._watched(scope, receive, send)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = replaced = False

        async def send_or_refuse(message: Message) -> None:
            nonlocal started, replaced
            started = True
            if message["type"] == "http.response.start" and _bare(message):
                replaced = True
                await _refusal(scope, HTTPStatus(message["status"]), message)(scope, receive, send)
            elif not replaced:
                await send(message)

        try:
            await self._app(scope, receive, send_or_refuse)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception:
            if not started:
                await _refusal(scope, HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, send)
            raise


def _for_programs(path: str) -> bool:
    return path[1:].partition("/")[0] in PLACES or not path.startswith("/")


def _leads_nowhere(path: str) -> bool:
    """Whether it is no path, or a place alone, or has a line's end, which a router passes over at the end."""
    return not path.startswith("/") or "/" not in path.strip("/") or not path.isprintable()


def _bare(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] >= HTTPStatus.BAD_REQUEST) and kind != "application/problem+json"


def _refusal(scope: Scope, status: HTTPStatus, start: Message | None = None) -> Response:
    """The problem; the methods that are allowed are taken over from who refused."""
    path = scope["path"]
    shown = path if len(path) <= _LONGEST else f"{path[: _LONGEST - 1]}…"
    response = problem(status, _SAYS.get(status, status.phrase).format(path=shown, method=scope["method"]))
    if start and (allowed := Headers(raw=start["headers"]).get("allow")):
        response.headers["Allow"] = ", ".join(sorted(allowed.split(", ")))
    return response


MIDDLEWARE = [Middleware(Refusals)]
