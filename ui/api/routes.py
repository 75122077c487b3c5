"""The addresses of the HTTP interface, and what stands at no address."""

from starlette.routing import Route

from ui.api.description import openapi
from ui.api.keeping import face, oembed, permalink, picture
from ui.api.problems import not_allowed, not_found
from ui.api.recommending import questions, recommendation, rulebook

_OTHERS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

_GIVEN = {
    "/api/v1/questions": questions,
    "/api/v1/rulebook": rulebook,
    "/api/v1/openapi.json": openapi,
    "/api/v1/oembed": oembed,
    "/api/v1/records/{file:path}": face,
    "/badge/{code:path}.svg": picture,
    "/d/{code:path}": permalink,
}

ROUTES: list[Route] = [
    Route("/api/v1/recommend", recommendation, methods=["GET", "POST"]),
    Route("/api/v1/recommend", not_allowed("GET", "HEAD", "POST"), methods=["PUT", "PATCH", "DELETE", "OPTIONS"]),
    *(Route(path, endpoint) for path, endpoint in _GIVEN.items()),
    *(Route(path, not_allowed("GET", "HEAD"), methods=_OTHERS) for path in _GIVEN),
    *(Route(path, not_found, methods=["GET", *_OTHERS]) for path in ("/api/{path:path}", "/badge/{path:path}", "/api")),
]
