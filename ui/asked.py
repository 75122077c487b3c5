"""What a visitor asks a run for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """The numbers of a run, what the visitor thinks will be counted, and whether it can be run here."""

    parameters: Mapping[str, int]
    guesses: Mapping[str, int]
    possible: bool
