"""Candidates for pairs: a few answers, and one question more with each of its choices."""

from collections.abc import Collection, Sequence
from itertools import permutations

import numpy as np

from rules.model import Rule
from rules.space.batch import Cells
from rules.teeth.cover import Offers
from rules.teeth.duties import Duty, Pairs, judged
from rules.teeth.neighbourhood import around, combined
from rules.teeth.sight import Ints, Sight

Page = tuple[Cells, Offers]
"""Cells, and what is offered with them."""
BLOCK = 4_000


def stars(sight: Sight, question: int, most: int) -> Cells:
    """(stars, choices, questions): for every star the answers that differ in one question only.

    A star answers the other questions of one rule that asks this one, and more of them up to `most` in all.
    """
    choices = range(len(sight.batch.choices[question]))
    asking = [rule for rule in sight.rulebook.rules if sight.rulebook.questions[question].id in rule.when]
    beside = dict.fromkeys(frozenset(one.items()) for rule in asking for one in _beside(sight, rule, question))
    bases = [[{**dict(sorted(one)), question: choice} for choice in choices] for one in beside]
    found = [around(sight.batch, base, max(0, most + 1 - len(base[0]))) for base in bases]
    return _distinct(np.concatenate(found).reshape(-1, len(choices), len(sight.batch.choices)))


def offers(sight: Sight, question: int, most: int, owed: Collection[Duty]) -> Page:
    """The pairs that do some of the duties that are owed about a question."""
    star = stars(sight, question, most)
    return bound([_page(sight, star[start : start + BLOCK], owed) for start in range(0, len(star), BLOCK)])


def page(cells: Cells, found: Pairs) -> Page:
    """The pairs that do anything, shorter ones preferred, and the cells that they need."""
    useful = np.flatnonzero(found.done.any(1))
    used, ends = np.unique(found.ends[useful], return_inverse=True)
    length = (cells[found.ends[useful, 0]] >= 0).sum(1)
    return cells[used], Offers(ends.reshape(-1, 2), found.done[useful], found.sharp[useful], length)


def bound(pages: Sequence[Page]) -> Page:
    """All pages as one, with every cell once; the cells of the first page stay first."""
    sizes = np.cumsum([0, *(len(cells) for cells, _ in pages)])
    everything = np.concatenate([cells for cells, _ in pages])
    _, first, number = np.unique(everything, axis=0, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    ends = np.concatenate([page.ends + start for (_, page), start in zip(pages, sizes, strict=False)])
    rows = zip(*((page.done, page.bonus, page.length) for _, page in pages), strict=True)
    return everything[np.sort(first)], Offers(rank[number.ravel()][ends], *(np.concatenate(each) for each in rows))


def _page(sight: Sight, star: Cells, owed: Collection[Duty]) -> Page:
    cells = star.reshape(-1, star.shape[2])
    return page(cells, judged(sight, sight.view(cells), _ends(len(star), star.shape[1]), owed))


def _beside(sight: Sight, rule: Rule, question: int) -> list[dict[int, int]]:
    columns = {sight.batch.questions[name]: wanted for name, wanted in rule.when.items()}
    choices = {c: [sight.batch.choices[c][name] for name in wanted] for c, wanted in columns.items() if c != question}
    return list(combined(choices))


def _ends(stars: int, choices: int) -> Ints:
    within = np.array(list(permutations(range(choices), 2)), np.int64).reshape(-1, 2)
    starts = np.arange(stars) * choices
    return (starts[:, None, None] + within[None]).reshape(-1, 2)


def _distinct(star: Cells) -> Cells:
    """Every star once, in the order of the first of each."""
    first = np.unique(star.reshape(len(star), -1), axis=0, return_index=True)[1]
    return star[np.sort(first)]
