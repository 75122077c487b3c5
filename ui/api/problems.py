"""Errors as RFC 9457 has them: `application/problem+json`, with everything that is wrong at once."""

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from records import ForeignRulebook, MalformedCode, RecordError
from rules import RulebookError

Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that cannot be answered. `problems` are sentences that can be shown."""

    def __init__(self, status: HTTPStatus, detail: str, problems: Sequence[str] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.problems = status, detail, tuple(problems)


def problem(status: HTTPStatus, detail: str, problems: Sequence[str] = ()) -> Response:
    """The response for something that went wrong."""
    told = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    more = {"problems": list(problems)} if problems else {}
    return JSONResponse(
        told | more,
        status.value,
        media_type="application/problem+json",
        headers={"Cache-Control": "no-store"},
    )


def answering(endpoint: Endpoint) -> Endpoint:
    """Turn what an endpoint refuses into a problem. What nobody expected stays an error of the server."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as refused:
            return problem(refused.status, refused.detail, refused.problems)
        except ForeignRulebook as here_not:
            return problem(HTTPStatus.NOT_FOUND, str(here_not))
        except MalformedCode as no_code:
            return problem(HTTPStatus.NOT_FOUND, str(no_code))
        except RecordError as damaged:
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(damaged))
        except RulebookError as unusable:
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(unusable))

    return answer


async def not_found(request: Request) -> Response:
    """Say that there is nothing here; Streamlit would answer 200 with its start page."""
    return problem(HTTPStatus.NOT_FOUND, f"Nothing is at {request.url.path}.")


def not_allowed(*methods: str) -> Endpoint:
    """Give an endpoint that says that an address takes these methods and no other."""

    async def refused(request: Request) -> Response:
        told = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"{request.url.path} does not take {request.method}.")
        told.headers["Allow"] = ", ".join(methods)
        return told

    return refused
