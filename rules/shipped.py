"""The rulebook that comes with the project, in its newest version."""

from functools import cache
from pathlib import Path

from rules.load import load_rulebook
from rules.model import Rulebook

SHIPPED = Path(__file__).parent / "rulebook"


@cache
def shipped_rulebook() -> Rulebook:
    """The rulebook that comes with the project, loaded once."""
    return load_rulebook(SHIPPED)
