"""A colour and a shape for each option of a rulebook that brings options of its own.

The style sheet knows the options of the shipped rulebook. Others get what is left, in their order, so that no two
options of a rulebook look alike. Ids of options are checked when a rulebook is read, so they can stand in a style.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from rules import Rulebook


@dataclass(frozen=True, slots=True)
class Mark:
    """How an option looks. Colours are for light and dark ground; both have the contrast that `theme.css` promises."""

    colour: str
    text: str
    shape: str


SHIPPED = {
    "rabbitmq": Mark("var(--qw-rabbitmq)", "var(--qw-rabbitmq-text)", "circle(50%)"),
    "celery_redis": Mark("var(--qw-celery-redis)", "var(--qw-celery-redis-text)", "none"),
    "celery_rabbitmq": Mark(
        "var(--qw-celery-rabbitmq)", "var(--qw-celery-rabbitmq-text)", "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)"
    ),
}
MORE = (
    Mark("light-dark(#1f6fc4, #5aa5f0)", "light-dark(#14508f, #8dc1f5)", "polygon(50% 0, 100% 100%, 0 100%)"),
    Mark("light-dark(#c2376b, #ee7ba3)", "light-dark(#94204c, #f4a3c0)", "polygon(0 0, 100% 0, 50% 100%)"),
    Mark("light-dark(#5c7f1a, #9dc24c)", "light-dark(#44600f, #b4d46c)", "polygon(0 0, 100% 50%, 0 100%)"),
    Mark("light-dark(#8a5a33, #c99568)", "light-dark(#6b4222, #dab08a)", "polygon(25% 0, 75% 0, 100% 100%, 0 100%)"),
    Mark("light-dark(#5a6b80, #98a8bd)", "light-dark(#435163, #b3c0d1)", "inset(0 30%)"),
)


def apply(rulebook: Rulebook) -> None:
    """Put the marks of the options that the style sheet does not know on the page."""
    if style := "\n".join(_style(option, mark) for option, mark in marks(rulebook) if option not in SHIPPED):
        st.html(f"<style>\n{style}\n</style>")


def marks(rulebook: Rulebook) -> Iterator[tuple[str, Mark]]:
    """Option id -> its mark, for every option."""
    ids = [option.id for option in rulebook.options]
    free = iter([*(mark for option, mark in SHIPPED.items() if option not in ids), *MORE])
    return ((option, SHIPPED[option] if option in SHIPPED else next(free)) for option in ids)


def _style(option: str, mark: Mark) -> str:
    colours = f"--qw-mark: {mark.colour}; --qw-mark-text: {mark.text};"
    return (
        f".stApp .qw-option--{option}, .stApp .qw-of--{option} {{ {colours} }}\n"
        f".stApp .qw-option--{option}::before {{ clip-path: {mark.shape}; }}"
    )
