"""Finds few answer sets that do all duties: every clause of every rule decides once."""

from collections.abc import Iterable

import numpy as np

from rules.space.batch import Cells
from rules.teeth.cover import Offers, chosen, needed
from rules.teeth.duties import pairs, undone
from rules.teeth.sight import Sight
from rules.teeth.stars import offered, offers

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
            cells = _completed(sight, cells, sorted({sight.batch.questions[duty.question] for duty in left}), most)
    if left := undone(sight, cells):
        raise Undecided((duty.rule, duty.question) for duty in left)
    found = pairs(sight, cells)
    return cells[needed(found.ends, found.done, len(cells))]


def _completed(sight: Sight, kept: Cells, questions: Iterable[int], most: int) -> Cells:
    """The kept cells, and those that do what is left to do about some questions."""
    pages = [(kept, offered(kept, pairs(sight, kept))), *(offers(sight, question, most) for question in questions)]
    cells, whole = _bound(pages)
    return cells[chosen(whole, len(kept))]


def _bound(pages: list[tuple[Cells, Offers]]) -> tuple[Cells, Offers]:
    """All pages as one, with every cell once; the cells of the first page stay first."""
    sizes = np.cumsum([0, *(len(cells) for cells, _ in pages)])
    everything = np.concatenate([cells for cells, _ in pages])
    _, first, number = np.unique(everything, axis=0, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    ends = np.concatenate([page.ends + start for (_, page), start in zip(pages, sizes, strict=False)])
    rest = [
        np.concatenate(each) for each in zip(*((page.done, page.bonus, page.length) for _, page in pages), strict=True)
    ]
    return everything[np.sort(first)], Offers(rank[number.ravel()][ends], *rest)
