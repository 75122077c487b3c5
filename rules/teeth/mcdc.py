"""Finds few answer sets that do all duties: every clause of every rule decides once."""

from collections.abc import Iterable, Sequence

from rules.space.batch import Cells
from rules.teeth.cover import Offers, chosen, needed
from rules.teeth.duties import Duty, duties, pairs, undone
from rules.teeth.sight import Sight
from rules.teeth.stars import bound, offers

SHORT, LONG = 2, 3
"""How many answers beside the one that changes are tried: at first, and where nothing is found."""


class Undecided(ValueError):
    """No pair of short answer sets was found for some clauses."""

    def __init__(self, clauses: Iterable[tuple[str, str]]) -> None:
        named = ", ".join(f"{rule} ({question})" for rule, question in clauses)
        super().__init__(
            f"These clauses decide nothing that people see, with up to {LONG} other answers: {named}. "
            "See whether the rule is dead (`python -m rules check`); if it is not, give it a case by hand."
        )


def decisive(sight: Sight, kept: Cells) -> Cells:
    """Answer sets that do all duties, none of which can be left out. Of `kept` as many stay as are of use.

    Raises:
        Undecided: if nothing is found for a clause.
    """
    cells = kept
    for most in (SHORT, LONG):
        if left := undone(sight, cells):
            cells = _completed(sight, cells, left, most)
    if left := undone(sight, cells):
        raise Undecided((duty.rule, duty.question) for duty in left)
    found = pairs(sight, cells)
    return cells[needed(found.ends, found.done, len(cells))]


def _completed(sight: Sight, kept: Cells, left: Sequence[Duty], most: int) -> Cells:
    """The kept cells, and those that do what is left to do."""
    questions = sorted({sight.batch.questions[duty.question] for duty in left})
    nothing = kept, Offers.none(len(duties(sight.rulebook)))
    cells, whole = bound([nothing, *(offers(sight, question, most, left) for question in questions)])
    return cells[chosen(whole, len(kept))]
