"""What a visitor tried, and what was there before."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tried:
    """Answers that were given to see what they do, and those before them; None where there was none."""

    answers: Mapping[str, str]
    before: Mapping[str, str | None]
