"""What stands behind a code: the decision in each of its faces, its badge, its page, and how others embed it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from records import Record, badge, faces, page, record_of, shape
from records.record import opened
from ui import public
from ui.api.asked import nothing_more, query
from ui.api.cached import FOREVER, SOON, cached
from ui.api.problems import Refused, answering
from ui.api.recommending import JSON, written
from ui.team_rulebook import rulebook_of_the_app

HTML, SVG = "text/html", "image/svg+xml"


class Face(NamedTuple):
    """How a record is written, and what that is."""

    write: Callable[[Record], str]
    media_type: str


FACES: Mapping[str, Face] = {
    "md": Face(faces.madr, "text/markdown"),
    "nygard.md": Face(faces.nygard, "text/markdown"),
    "pr.md": Face(faces.pull_request, "text/markdown"),
    "json": Face(shape.as_json, JSON),
    "html": Face(faces.card, HTML),
    "svg": Face(badge.badge, SVG),
    "shields.json": Face(badge.shields, JSON),
}
"""By the ending of the address."""

KEPT = 256
"""How many faces are kept for who asks next: some megabytes at most."""

_WIDTH, _HEIGHT = 640, 720


@answering
async def face(request: Request) -> Response:
    """A decision as `/api/v1/records/<code>.<ending>` asks for it."""
    nothing_more(request)
    name = str(request.path_params["file"])
    ending = next((ending for ending in sorted(FACES, key=len, reverse=True) if name.endswith(f".{ending}")), None)
    if ending is None:
        known = ", ".join(FACES)
        raise Refused(HTTPStatus.NOT_FOUND, f"A record has these endings: {known}.")
    text = _written(name.removesuffix(f".{ending}"), ending, public.address())
    return cached(request, text, FACES[ending].media_type, age=FOREVER, name=f"decision.{ending}")


@answering
async def picture(request: Request) -> Response:
    """The badge of a decision, for a README. Parameters are passed over: others add them to get around caches."""
    text = _written(str(request.path_params["code"]), "svg", public.address())
    return cached(request, text, SVG, age=FOREVER)


@answering
async def permalink(request: Request) -> Response:
    """The page of a decision: the verdict then, the verdict today, the rules that moved."""
    record = _record(str(request.path_params["code"]))
    return cached(request, page.permalink(record, rulebook_of_the_app()), HTML, age=SOON)


@answering
async def oembed(request: Request) -> Response:
    """How a wiki embeds a permalink (https://oembed.com)."""
    asked = dict(query(request))
    if asked.get("format", "json") != "json":
        raise Refused(HTTPStatus.NOT_IMPLEMENTED, "Only the format json is spoken here.")
    record = _record(_code_in(asked.get("url", "")))
    source = f"{_address(request, asked['url'])}/api/v1/records/{record.code}.html"
    told = {
        "version": "1.0",
        "type": "rich",
        "title": record.recommendation.outcome.option,
        "provider_name": "Queuewise",
        "width": min(_WIDTH, _number(asked, "maxwidth")),
        "height": min(_HEIGHT, _number(asked, "maxheight")),
        "html": f'<iframe src="{source}" width="100%" height="{_HEIGHT}" title="Decision record"></iframe>',
    }
    return cached(request, written(told), JSON)


@lru_cache(maxsize=KEPT)
def _written(code: str, ending: str, app: str) -> str:
    """A face. It may be kept, because a code never means anything else."""
    answers, rulebook = opened(code, rulebook_of_the_app())
    return FACES[ending].write(record_of(answers, rulebook, app=app))


def _record(code: str) -> Record:
    answers, rulebook = opened(code, rulebook_of_the_app())
    return record_of(answers, rulebook, app=public.address())


def _address(request: Request, url: str) -> str:
    """Where the app is reached: as the operator says, or as a permalink that names whom the request was sent to."""
    origin = public.origin(url)
    named = origin.partition("://")[2] == request.headers.get("host")
    return public.address() or (origin if named else "")


def _code_in(url: str) -> str:
    """The code of a permalink. Whose app it names does not matter: the code alone is read."""
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    _, found, code = path.partition("/d/")
    if not found:
        raise Refused(HTTPStatus.NOT_FOUND, "The parameter url was expected to be the permalink of a decision.")
    return code


def _number(asked: Mapping[str, str], name: str) -> int:
    value = asked.get(name, "4096")
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name} was expected to be a number of pixels.")
    return max(1, int(value))
