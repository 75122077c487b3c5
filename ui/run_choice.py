"""Decides which demo is looked at, and draws the list to choose another one from."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from demos.catalogue import catalogue
from demos.demo import Demo
from rules import Recommendation, Rulebook
from ui import demo_list, paint, state
from ui.live_reasons import LiveReason, live_reasons


def draw(recommendation: Recommendation, rulebook: Rulebook) -> Demo:
    """Draw the list; give the chosen demo, at first the one that shows the strongest reason."""
    reasons = live_reasons(recommendation) if state.answers() else ()
    asked = state.chosen_demo()
    known = {demo.id: demo for demo in catalogue()}
    demo = known.get(asked or "") or _nearest(asked, known) or _first(reasons, recommendation)
    if asked is not None and asked not in known:
        paint.html("demo_unknown.html", shown=demo)
    unfolded = not reasons and asked not in known
    demo_list.draw(reasons, demo, rulebook, unfolded=unfolded)
    return demo


def _nearest(asked: str | None, known: Mapping[str, Demo]) -> Demo | None:
    close = get_close_matches(asked or "", known, n=1)
    return known[close[0]] if close else None


def _first(reasons: Sequence[LiveReason], recommendation: Recommendation) -> Demo:
    """The demo that shows the strongest reason; without one, the first of the option that leads."""
    if reasons:
        return reasons[0].demo
    leading = (demo for demo in catalogue() if demo.leads == recommendation.outcome.option)
    return next(leading, catalogue()[0])
