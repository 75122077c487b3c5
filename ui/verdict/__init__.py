"""Draws a recommendation: the verdict, why, why not the others, what would change it, and what to set."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from rules import Flip, Influence, Outcome, Reason, Recommendation, Rulebook, Word
from ui import paint, state
from ui.names import names
from ui.words import count, say

_SCRIPT = Path(__file__).parent / "card.js"

STRONGEST = 3
"""How many reasons are shown before the rest is folded."""


@dataclass(frozen=True, slots=True)
class Change:
    """Answers to one question that lead to the same other outcome."""

    question: str
    choices: tuple[str, ...]
    outcome: Outcome


def draw(recommendation: Recommendation, rulebook: Rulebook) -> None:
    """Draw the whole verdict as one card; with no answers yet, what will appear there."""
    card = _card(recommendation, rulebook) if recommendation.answers else paint.rendered("verdict_awaited.html")
    _component()(data={"card": card}, key="verdict")


def _card(recommendation: Recommendation, rulebook: Rulebook) -> str:
    counted = [reason for reason in recommendation.winner.for_it if reason.counts]
    return paint.rendered(
        "verdict.html",
        it=recommendation,
        names=names(rulebook),
        link=urlencode(state.link()),
        live=lambda demo: urlencode(state.link() | {"demo": demo}),
        meaning=_meaning(recommendation),
        reasons=counted[:STRONGEST],
        more=[*counted[STRONGEST:], *_uncounted(recommendation)],
        against=[reason for reason in recommendation.winner.against_it if reason.counts],
        changes=_changes(flip for flip in recommendation.flips if flip.was is not None),
        openings=_changes(flip for flip in recommendation.flips if flip.was is None),
        mattering=sum(unknown.influence is not Influence.NONE for unknown in recommendation.unknown),
    )


def _meaning(recommendation: Recommendation) -> str:
    """What the word means here, with the count that it rests on."""
    word = recommendation.word
    if word is Word.UNDECIDED:
        mattering = [one for one in recommendation.unknown if one.influence is not Influence.NONE]
        return count("decide.meaning_undecided", len(mattering))
    if word is Word.CONTESTABLE:
        return count("decide.meaning_contestable", len({flip.question for flip in recommendation.flips}))
    return say(f"decide.meaning_{word}")


def _uncounted(recommendation: Recommendation) -> list[Reason]:
    return [reason for reason in recommendation.winner.for_it if not reason.counts]


def _changes(flips: Iterable[Flip]) -> list[Change]:
    """The flips in the order of the questions; choices that lead to the same outcome are said in one breath."""
    together: dict[tuple[str, Outcome], list[str]] = {}
    for flip in flips:
        together.setdefault((flip.question, flip.outcome), []).append(flip.choice)
    return [Change(question, tuple(choices), outcome) for (question, outcome), choices in together.items()]


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_verdict",
        html='<div class="stHtml"></div>',
        js=_SCRIPT.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
