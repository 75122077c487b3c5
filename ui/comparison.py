"""Draws the aspects that RabbitMQ and Celery are compared by."""

from urllib.parse import urlencode

from demos.catalogue import catalogue
from demos.demo import Demo
from rules import Aspect, Rulebook
from ui import paint, state


def compared(rulebook: Rulebook) -> tuple[Aspect, ...]:
    """The aspects that have both sides; the others only group rules."""
    return tuple(aspect for aspect in rulebook.aspects if aspect.broker and aspect.framework)


def contents(rulebook: Rulebook) -> None:
    """Draw a list of the aspects that leads to each of them, or that this rulebook compares none."""
    paint.html("compare_contents.html", aspects=compared(rulebook))


def draw(rulebook: Rulebook) -> None:
    """Draw every compared aspect with its sources and the demos that show it live."""
    for number, aspect in enumerate(compared(rulebook), start=1):
        _draw_aspect(aspect, number, rulebook)


def _draw_aspect(aspect: Aspect, number: int, rulebook: Rulebook) -> None:
    sources = [rulebook.sources[source] for source in aspect.sources]
    paint.html("compare_aspect.html", aspect=aspect, number=number, sources=sources, proofs=proofs(aspect), link=_link)


def proofs(aspect: Aspect) -> tuple[Demo, ...]:
    """Give the demos that show an aspect: first the one that the rulebook names, then those that say so themselves."""
    named = (demo for demo in catalogue() if demo.id == aspect.demo)
    others = (demo for demo in catalogue() if aspect.id in demo.aspects and demo.id != aspect.demo)
    return (*named, *others)


def _link(demo: Demo) -> str:
    return urlencode(state.link() | {"demo": demo.id})
