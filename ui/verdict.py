"""Draws a recommendation: the verdict, why, what speaks against it, what to set, and why not the others."""

from urllib.parse import urlencode

from rules import Reason, Recommendation, Rulebook, Word
from ui import card, paint, state
from ui.names import names
from ui.words import count, say

STRONGEST = 3
"""How many reasons are shown before the rest is folded."""


def draw(recommendation: Recommendation, rulebook: Rulebook, *, inside: bool = True) -> None:
    """Draw the whole verdict as one card; with no answers yet, what will appear there.

    Not `inside` of the app but in the page of somebody else, links open in a tab of their own.
    """
    html = (
        _card(recommendation, rulebook, inside=inside)
        if recommendation.answers
        else paint.rendered("verdict_awaited.html")
    )
    card.draw(html, key="verdict")


def _card(recommendation: Recommendation, rulebook: Rulebook, *, inside: bool) -> str:
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
        version=rulebook.version,
        inside=inside,
    )


def _meaning(recommendation: Recommendation) -> str:
    """What the word means here, with the count that it rests on."""
    word = recommendation.word
    if word is Word.CONTESTABLE:
        return count("decide.meaning_contestable", len({flip.question for flip in recommendation.flips if flip.was}))
    return say(f"decide.meaning_{word}")


def _uncounted(recommendation: Recommendation) -> list[Reason]:
    return [reason for reason in recommendation.winner.for_it if not reason.counts]
