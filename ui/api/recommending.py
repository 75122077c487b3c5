"""What can be asked: a recommendation, the questions, the rulebook."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from records import encode
from rules import Rulebook, recommend
from rules.cli import shape
from rules.written import as_data
from ui import public
from ui.api.asked import answers_of, nothing_more
from ui.api.cached import cached
from ui.api.problems import answering
from ui.team_rulebook import rulebook_of_the_app

JSON = "application/json"

KEPT = 256
"""How many recommendations are kept for who asks the same again."""


@answering
async def recommendation(request: Request) -> Response:
    """The recommendation on some answers, as `python -m rules recommend --json` prints it, and its code."""
    rulebook = rulebook_of_the_app()
    answers = await answers_of(request, rulebook)
    return cached(request, _told(tuple(answers.items()), rulebook, public.address()), JSON)


@answering
async def questions(request: Request) -> Response:
    """Every question with its choices, in the order in which they are asked."""
    nothing_more(request)
    rulebook = rulebook_of_the_app()
    return cached(request, written(_asked(rulebook)), JSON)


@answering
async def rulebook(request: Request) -> Response:
    """The whole rulebook that answers here."""
    nothing_more(request)
    book = rulebook_of_the_app()
    return cached(request, written({"rulebook": shape.identity(book), "content": as_data(book)}), JSON)


@lru_cache(maxsize=KEPT)
def _told(given: tuple[tuple[str, str], ...], rulebook: Rulebook, app: str) -> str:
    answers = dict(given)
    told = shape.recommendation(recommend(answers, rulebook), rulebook, app)
    return written(told | {"code": encode(answers, rulebook.digest)})


def written(told: Mapping[str, Any]) -> str:
    """JSON, the same bytes for the same values."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=date.isoformat) + "\n"


def _asked(rulebook: Rulebook) -> Mapping[str, Any]:
    return {
        "rulebook": shape.identity(rulebook),
        "questions": [
            {
                "id": question.id,
                "group": question.group,
                "core": question.core,
                "ask": question.ask,
                "why": question.why,
                "choices": [{"id": choice.id, "label": choice.label} for choice in question.choices],
            }
            for question in rulebook.questions
        ],
    }
