"""The view for the pages of others (`?embed=true`): what was answered and what came of it, to read only."""

from urllib.parse import urlencode

import streamlit as st

from rules import Recommendation, Rulebook, recommend
from ui import notices, paint, rulebook_in_use, state, theme, verdict


def asked_for() -> bool:
    """Whether the address asks for this view."""
    return bool(st.context.is_embedded)


def draw() -> None:
    """Draw it. Its links open in a tab of their own, so that the foreign page keeps its place."""
    rulebook = rulebook_in_use.rulebook()
    it = recommend(state.answers(), rulebook)
    theme.apply(theme.DECIDE)
    notices.draw()
    paint.html("embedded.html", answered=_answered(it, rulebook), link=urlencode(state.link()))
    verdict.draw(it, rulebook, inside=False)


def _answered(it: Recommendation, rulebook: Rulebook) -> list[tuple[str, str]]:
    """What was asked and what was answered, in words."""
    return [
        (question.ask, choice.label)
        for question in rulebook.questions
        for choice in question.choices
        if it.answers.get(question.id) == choice.id
    ]
