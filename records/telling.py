"""Says in a paragraph, or as data, whether a decision still holds."""

from collections.abc import Iterator
from typing import Any

from records.drift import Change, Drift, How
from rules import Recommendation, Rulebook
from rules.cli.names import names

_MOVES = {How.NEW: "new", How.GONE: "no longer said", How.CHANGED: "said otherwise now"}
MOST = 5


def paragraph(found: Drift, then: Rulebook, today: Rulebook) -> str:
    """One paragraph for people."""
    return " ".join(_sentences(found, then, today))


def as_data(found: Drift, then: Rulebook, today: Rulebook) -> dict[str, Any]:
    """The same for programs."""
    return {
        "change": found.change.value,
        "then": _outcome(found.then, then),
        "now": _outcome(found.now, today),
        "moved": [{"rule": one.rule.id, "how": one.how.value, "because": one.rule.because} for one in found.moved],
        "dropped": [{"question": one.name, "choice": one.value, "why": one.why} for one in found.dropped],
    }


def _sentences(found: Drift, then: Rulebook, today: Rulebook) -> Iterator[str]:
    was, now = (names(book).outcome(it.outcome) for it, book in ((found.then, then), (found.now, today)))
    books = (
        f"rulebook {then.version}" if then.digest == today.digest else f"rulebooks {then.version} and {today.version}"
    )
    if found.change is Change.HOLDS:
        yield f"It still holds: {was}, {found.now.word}, under {books}."
    elif found.change is Change.WORD:
        yield f"The verdict is the same, {was}; it was {found.then.word} and is {found.now.word} under {books}."
    else:
        yield f"The verdict changed from {was} to {now} ({found.now.word}) under {books}."
    moved = [f"{one.rule.id} ({_MOVES[one.how]})" for one in found.moved]
    if moved:
        more = f" and {len(moved) - MOST} more" if len(moved) > MOST else ""
        yield f"Rules that moved: {', '.join(moved[:MOST])}{more}."
    if found.dropped:
        yield f"No longer asked: {', '.join(one.name for one in found.dropped)}."


def _outcome(it: Recommendation, rulebook: Rulebook) -> dict[str, Any]:
    outcome = it.outcome
    return {
        "option": outcome.option,
        "instead": outcome.instead,
        "fits": outcome.fits,
        "word": it.word.value,
        "rulebook": {"version": rulebook.version, "digest": rulebook.digest},
    }
