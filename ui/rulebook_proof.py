"""What the checks of a rulebook found, and how long they took. Worked out once, one rulebook after another."""

import time
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from rules import Problem, Rulebook, RulebookError
from rules.atlas import atlas
from rules.audit import Audit, audit
from rules.audit.shown import receipts_for
from rules.space.coupling import TooCoupled, coupled, deciding
from rules.space.scores import TooManyScores

MOST_COUPLED = 1_000_000
"""Answer sets of coupled questions in a rulebook that a visitor brings. Checking more of them takes more memory than
one visitor may have of an app that serves many; a team can start the app with such a rulebook."""

_turn = Lock()
"""The largest rulebooks that are let in need some seconds: one after another, and nobody else waits for them."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The findings on every answer set of a rulebook, and the seconds that they took."""

    audit: Audit
    seconds: float


_known: WeakKeyDictionary[Rulebook, Proof] = WeakKeyDictionary()
"""As long as somebody uses the rulebook."""


def proof(rulebook: Rulebook) -> Proof:
    """Check every answer set of a rulebook.

    Raises:
        RulebookError: its answer sets are too many to be counted.
    """
    if found := _known.get(rulebook):
        return found
    with _turn:
        try:
            return _known.get(rulebook) or _known.setdefault(rulebook, _proved(rulebook))
        except (TooCoupled, TooManyScores) as beyond:
            raise _refused(str(beyond)) from beyond


def check_size(rulebook: Rulebook) -> None:
    """Refuse a rulebook that is too large for a visitor to bring.

    Raises:
        RulebookError: with the count, and the questions and rules that are coupled.
    """
    try:
        groups = coupled(rulebook, deciding(rulebook.rules))
    except TooCoupled as beyond:
        raise _refused(str(beyond)) from beyond
    for group in groups:
        if group.cells > MOST_COUPLED:
            raise _refused(
                f"{len(group.questions)} questions are coupled and have {group.cells:,} answer sets together; a "
                f"visitor may bring at most {MOST_COUPLED:,}. Questions: {', '.join(group.questions)}. "
                f"Coupled by: {', '.join(group.rules)}. Split a rule, or start the app with this rulebook."
            )


def _refused(says: str) -> RulebookError:
    return RulebookError([Problem("rulebook", 0, 0, says)])


def _proved(rulebook: Rulebook) -> Proof:
    began = time.perf_counter()
    found = audit(rulebook, atlas(rulebook), receipts=receipts_for(rulebook))
    return Proof(found, time.perf_counter() - began)
