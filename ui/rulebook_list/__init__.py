"""Draws every rule with all that it rests on. The browser filters them, so looking for one asks nobody anything."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from rules import Kind, Rule, Rulebook
from rules.model import Case, Example
from ui import paint, receipt_marks, state
from ui.names import names

_HERE = Path(__file__).parent
MOST = 24
"""How many cases of a rule are written out; the others are counted."""
LONGEST = 400
"""Characters of a case that are written out, because it may be told at a hundred rules."""
_KEPT = 8
"""For how many rulebooks the list is kept; another one is written again."""


@dataclass(frozen=True, slots=True)
class Told:
    """A case that says something about a rule, and the address that opens its answers on Decide."""

    says: str
    query: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule and the cases in which it has to hold, and has to stay silent."""

    rule: Rule
    holds: tuple[Told, ...]
    silent: tuple[Told, ...]

    @property
    def effect(self) -> str:
        """What the rule does, with its strength: a key of the wording."""
        return "_".join([self.rule.kind.value, *([self.rule.strength.value] if self.rule.strength else [])])


def draw(rulebook: Rulebook) -> None:
    """Draw the filters and the list."""
    _component()(
        data={"list": written(rulebook, shared=not state.own_rulebook(), here=receipt_marks.at_hand())},
        key="rulebook_list",
    )


@lru_cache(maxsize=_KEPT)
def written(rulebook: Rulebook, *, shared: bool, here: receipt_marks.Versions = ()) -> str:
    """The list. In one that is `shared` every rule has an address of its own, which works for everybody.

    `here` are the brokers at hand: with others the receipts say something else.
    """
    shown = tuple(_shown(rulebook))
    return paint.rendered(
        "rulebook_list.html",
        names=names(rulebook),
        rulebook=rulebook,
        groups=[
            (aspect, own) for aspect in rulebook.aspects if (own := [o for o in shown if o.rule.aspect == aspect.id])
        ],
        kinds=[kind for kind in Kind if any(one.rule.kind is kind for one in shown)],
        shared=shared,
        most=MOST,
        here=here,
    )


def _shown(rulebook: Rulebook) -> list[Shown]:
    holds, silent = defaultdict[str, list[Told]](list), defaultdict[str, list[Told]](list)
    cases: tuple[Case | Example, ...] = (*rulebook.cases, *rulebook.examples)
    for case in cases:
        told = _told(case)
        for name in case.expect.fires:
            holds[name].append(told)
        for name in case.expect.silent:
            silent[name].append(told)
    return [Shown(rule, tuple(holds[rule.id]), tuple(silent[rule.id])) for rule in rulebook.rules]


def _told(case: Case | Example) -> Told:
    return Told(shorten(case.name if isinstance(case, Case) else case.title, LONGEST), urlencode(case.answers))


def shorten(text: str, most: int) -> str:
    """The text, or its beginning with a sign that it goes on."""
    return text if len(text) <= most else text[: most - 1] + "…"


@cache
def script() -> str:
    """The code of the list."""
    return (_HERE / "list.js").read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_rulebook_list", html='<div class="stHtml"></div>', js=script(), isolate_styles=False
    )
