"""Draws what would change a verdict: other answers as buttons that can be undone, and what is still open."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from rules import Flip, Outcome, Recommendation, Rulebook
from rules.atlas import Ahead, atlas
from ui import card, given, paint, state
from ui.names import names

MOST = 4
"""How many buttons are shown before the rest is folded."""


def draw(it: Recommendation, ahead: Ahead, rulebook: Rulebook) -> None:
    """Draw the buttons and what is left to ask, once there is an answer."""
    if not it.answers:
        return
    changes = [_change({flip.question: flip.choice}, flip.outcome) for flip in _of(it.flips, given_before=True)]
    html = paint.rendered(
        "what_if.html",
        it=it,
        ahead=ahead,
        names=names(rulebook),
        most=MOST,
        tried=state.tried(),
        changes=changes,
        pairs=[] if changes else _pairs(it, rulebook),
        openings=[_change({flip.question: flip.choice}, flip.outcome) for flip in _of(it.flips, given_before=False)],
    )
    card.draw(html, key="what_if", hear=partial(_hear, rulebook))


def _of(flips: Iterable[Flip], *, given_before: bool) -> Iterable[Flip]:
    return (flip for flip in flips if (flip.was is not None) is given_before)


def _pairs(it: Recommendation, rulebook: Rulebook) -> list[dict[str, Any]]:
    """Two other answers that change the outcome together, where none does alone."""
    found = [flip for flip in atlas(rulebook).flips(it.answers) if flip.answers.keys() <= it.answers.keys()]
    return [_change(flip.answers, flip.outcome) for flip in found]


def _change(answers: Mapping[str, str], outcome: Outcome) -> dict[str, Any]:
    return {"answers": dict(answers), "outcome": outcome, "tell": {"try": dict(answers)}}


def _hear(rulebook: Rulebook, told: Mapping[str, Any]) -> None:
    if wanted := given.answers(told.get("try"), rulebook):
        state.try_answers(wanted)
    if told.get("undo") == len(state.tried()):
        state.undo()
