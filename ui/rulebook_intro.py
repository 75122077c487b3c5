"""Says what rulebook this is, and where what is on the page."""

from rules import Rulebook
from ui import paint

PARTS = ("map", "shares", "checks", "own", "rules")
"""The sections of the page, by the ids of their headings."""


def draw(rulebook: Rulebook) -> None:
    """Draw version, content and size of the rulebook, and the list of the sections."""
    paint.html("rulebook_intro.html", rulebook=rulebook, parts=PARTS)
