"""The HTTP addresses that are no pages."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rules import RulebookError
from rules.schema import schema
from ui import live, screens
from ui.api.problems import not_found
from ui.api.routes import ROUTES as API
from ui.team_rulebook import rulebook_of_the_app

SCHEMA = "/rulebook.schema.json"


def healthz(_request: Request) -> Response:
    """200 while the app can answer; 503 with the reason if it has no rulebook to answer from."""
    try:
        rulebook_of_the_app()
    except RulebookError as problems:
        return PlainTextResponse(str(problems), status_code=503)
    return PlainTextResponse("ok")


def rulebook_schema(_request: Request) -> Response:
    """The JSON Schema of a rulebook in one file, for editors."""
    return JSONResponse(schema(), media_type="application/schema+json")


def first_screen(request: Request) -> Response:
    """Lead to the start page with its answers: Streamlit has it at the root alone, and calls its own path unknown."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


ROUTES: list[Route] = [
    Route(f"/{screens.SCREENS[0].path}", first_screen),
    Route("/healthz", healthz),
    Route(SCHEMA, rulebook_schema),
    Route("/runs/{run}/events", live.events),
    Route("/runs/{path:path}", not_found),
    *API,
]
