"""Draws the aspects that RabbitMQ and Celery are compared by."""

import streamlit as st

from demos.catalogue import catalogue
from rules import Aspect, Rulebook
from ui import paint, plain, screens
from ui.words import say


def compared(rulebook: Rulebook) -> tuple[Aspect, ...]:
    """The aspects that have both sides; the others only group rules."""
    return tuple(aspect for aspect in rulebook.aspects if aspect.broker and aspect.framework)


def contents(rulebook: Rulebook) -> None:
    """Draw a list of the aspects that leads to each of them, or that this rulebook compares none."""
    paint.html("compare_contents.html", aspects=compared(rulebook))


def draw(rulebook: Rulebook) -> None:
    """Draw every compared aspect with its sources and, where one shows it live, the way to its demo."""
    for number, aspect in enumerate(compared(rulebook), start=1):
        _draw_aspect(aspect, number, rulebook)


def _draw_aspect(aspect: Aspect, number: int, rulebook: Rulebook) -> None:
    with st.container(key=f"qw_aspect_{aspect.id}"):
        sources = [rulebook.sources[source] for source in aspect.sources]
        paint.html("compare_aspect.html", aspect=aspect, number=number, sources=sources)
        if aspect.demo in {demo.id for demo in catalogue()}:
            label = say("compare.watch", aspect=plain.markdown(aspect.title.lower()))
            screens.link(screens.TRY_IT, label, demo=str(aspect.demo))
