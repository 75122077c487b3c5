"""What the checks of a rulebook found, and how long they took. Worked out once, one rulebook after another."""

import time
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from rules import Problem, Rulebook, RulebookError
from rules.atlas import atlas
from rules.audit import Audit, audit
from rules.space.coupling import TooCoupled
from rules.space.scores import TooManyScores

_KEPT = 8
"""For how many rulebooks the result is kept; another one is worked out again."""

_turn = Lock()
"""Rulebooks come from visitors, and the largest that are let in need seconds and much memory: one after another."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The findings on every answer set of a rulebook, and the seconds that they took."""

    audit: Audit
    seconds: float


def proof(rulebook: Rulebook) -> Proof:
    """Check every answer set of a rulebook.

    Raises:
        RulebookError: its answer sets are too many to be counted.
    """
    with _turn:
        try:
            return _proved(rulebook)
        except (TooCoupled, TooManyScores) as beyond:
            raise RulebookError([Problem("rulebook", 0, 0, str(beyond))]) from beyond


@lru_cache(maxsize=_KEPT)
def _proved(rulebook: Rulebook) -> Proof:
    began = time.perf_counter()
    found = audit(rulebook, atlas(rulebook))
    return Proof(found, time.perf_counter() - began)
