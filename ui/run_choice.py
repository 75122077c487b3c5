"""Draws the demos as cards, the one that fits the answers first, and says which is chosen."""

import streamlit as st

from demos import catalogue
from demos.demo import Demo
from rules import Recommendation, Rulebook
from ui import paint, plain, state
from ui.names import names
from ui.words import say

_KEY = "try_it_demo"


def draw(recommendation: Recommendation, rulebook: Rulebook) -> Demo:
    """Draw the cards in the order of the ranking; give the chosen demo, at first the one that fits best."""
    ranking = [standing.option for standing in recommendation.ranking]
    ordered = sorted(_leading(), key=lambda demo: [*ranking, demo.leads].index(demo.leads))
    known = {demo.id: demo for demo in ordered}
    chosen = known.get(_wanted(), ordered[0])
    answered = bool(state.answers())
    with st.container(key="qw_demos"):
        for column, demo in zip(st.columns(len(ordered), gap="medium"), ordered, strict=True):
            fits = answered and demo.leads == recommendation.outcome.option
            with column, st.container(key=f"qw_demo_{demo.id}", height="stretch"):
                _card(demo, _option_of(demo, rulebook), chosen=demo is chosen, fits=fits)
    return chosen


def _leading() -> list[Demo]:
    return [demo for demo in catalogue.catalogue() if demo.leads]


def _option_of(demo: Demo, rulebook: Rulebook) -> str:
    """The name of the option that a demo is about. A rulebook of a team may have other options."""
    options = names(rulebook).option
    return options[demo.options[0]].name if demo.options[0] in options else demo.options[0].replace("_", " ")


def _wanted() -> str:
    if asked := state.place("demo"):
        state.bind(_KEY, asked)
    return str(state.widget(_KEY))


def _card(demo: Demo, name: str, *, chosen: bool, fits: bool) -> None:
    paint.html("demo_card.html", demo=demo, option=name, chosen=chosen, fits=fits)
    if not chosen:
        label = say("try_it.choose", option=plain.markdown(name))
        st.button(label, key=f"choose_{demo.id}", on_click=state.bind, args=(_KEY, demo.id))
