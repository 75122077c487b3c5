"""Asks one question at a time, always the one that settles most, until nothing can change the result any more."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from rules import Rulebook
from rules.atlas import Ahead
from rules.sway import Sway
from ui import card, given, paint, state
from ui.names import names


def draw(ahead: Ahead, swaying: Mapping[str, Sway], rulebook: Rulebook) -> None:
    """Draw the question, or why there is none; below it the answers so far with what each does."""
    known = names(rulebook).question
    way = state.way().among(known)
    html = paint.rendered(
        "shortest.html",
        ahead=ahead,
        names=names(rulebook),
        question=known.get(way.question(ahead) or ""),
        answers=state.answers(),
        swaying=swaying,
        before=len(way.put),
    )
    card.draw(html, key="shortest", hear=partial(_hear, rulebook))


def _hear(rulebook: Rulebook, told: Mapping[str, Any]) -> None:
    """Take an answer or a wish. One that was heard already, from a click too many, changes nothing."""
    known = names(rulebook).question
    way = state.way().among(known)
    match told:
        case {"answer": {**answer}} if answers := given.answers(answer, rulebook):
            state.change_answers(answers)
            state.set_way(way.passed(*answers))
        case {"skip": str(question)} if question in known:
            state.change_answers({question: None})
            state.set_way(way.passed(question))
        case {"back": int(steps)} if steps == len(way.put):
            state.set_way(way.back())
        case {"to": str(question)} if question in known:
            state.set_way(way.to(question))
        case {"again": True}:
            state.set_way(type(way)(tuple(each for each in way.put if each in state.answers())))
