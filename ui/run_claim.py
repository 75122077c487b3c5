"""Draws what a demo claims, what will happen, and what that proves and does not prove."""

from demos.demo import Demo
from ui import paint


def draw(demo: Demo) -> None:
    """Draw the claim before anything has run."""
    paint.html("demo_claim.html", demo=demo)
