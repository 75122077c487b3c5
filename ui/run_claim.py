"""Draws what a demo claims, what will happen, and what that proves and does not prove."""

from demos.demo import Demo
from rules import Rulebook
from ui import names, paint, receipts


def draw(demo: Demo, rulebook: Rulebook) -> None:
    """Draw the claim before anything has run."""
    kept = receipts.known().get(demo.id)
    paint.html("demo_claim.html", demo=demo, kept=kept, name=lambda id_: names.option_name(id_, rulebook))
