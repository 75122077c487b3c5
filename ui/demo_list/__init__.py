"""Draws the demos to choose from: those that show the visitor's reasons, then all, filtered in the browser."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from demos.catalogue import catalogue
from demos.demo import Demo, Shelf
from rules import Rulebook
from ui import paint, reach, state, tour_guide
from ui.live_reasons import LiveReason
from ui.names import names, option_name

KEY = "demo_list"
_SCRIPT = Path(__file__).parent / "demo_list.js"


def draw(reasons: Sequence[LiveReason], chosen: Demo, rulebook: Rulebook, *, unfolded: bool) -> None:
    """Draw the list, all demos `unfolded` at first or not, and take what the visitor picks."""
    _component()(
        data={"list": _written(reasons, rulebook), "chosen": chosen.id, "open": unfolded},
        key=KEY,
        on_told_change=partial(_told, reasons),
    )


def _told(reasons: Sequence[LiveReason]) -> None:
    told = getattr(state.widget(KEY), "told", None)
    if isinstance(told, dict) and told.get("tour"):
        tour_guide.begin(reasons)
    elif isinstance(told, dict):
        state.choose_demo(str(told.get("demo", "")))


def _written(reasons: Sequence[LiveReason], rulebook: Rulebook) -> str:
    demos = catalogue()
    known = names(rulebook)
    about = _ordered({option for demo in demos for option in demo.options}, rulebook)
    return paint.rendered(
        "demo_list.html",
        reasons=reasons,
        stops=tour_guide.plan(reasons),
        shelves=[(shelf, own) for shelf in Shelf if (own := [demo for demo in demos if demo.shelf is shelf])],
        number=len(demos),
        options=[(id_, option_name(id_, rulebook)) for id_ in about],
        aspects=[(each.id, each.title) for each in known.aspect.values() if any(each.id in d.aspects for d in demos)],
        ordered=lambda options: _ordered(options, rulebook),
        name=lambda id_: option_name(id_, rulebook),
        link=lambda id_: urlencode(state.link() | {"demo": id_}),
        lacks=reach.lacks,
    )


def _ordered(options: Iterable[str], rulebook: Rulebook) -> list[str]:
    """Options in the order of the rulebook, others after them."""
    known = [option.id for option in rulebook.options]
    return sorted(options, key=lambda id_: ([*known, id_].index(id_), id_))


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "queuewise_demo_list",
        html='<div class="stHtml"></div>',
        js=_SCRIPT.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
