"""Checks the laws of a rulebook on every answer set, by walking two answer sets at a time that differ in one answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from rules.atlas import Atlas
from rules.audit.broken import Broken
from rules.audit.finding import Finding, Gate
from rules.audit.witness import fewest
from rules.model import Answers, Form, Law
from rules.space.diagram import Allowed, Diagram, Level
from rules.space.walk import Front, Ints, Keep, Letters, labels, letters, path, twins, walk


def broken_laws(atlas: Atlas) -> Iterator[Finding]:
    """Every law that some answer set breaks, each with one witness."""
    alike = _Alike(atlas.ranking)
    for law in atlas.rulebook.laws:
        broken = _never(atlas, law) if law.form is Form.NEVER else _moves(atlas, law, alike)
        if broken is not None:
            yield _finding(atlas, law, broken)


def _never(atlas: Atlas, law: Law) -> Answers | None:
    """An answer set under the law's answers with one of the options that it forbids."""
    alphabet = [letters([level], atlas.within(law.when)) for level in atlas.ranking.levels]
    front = walk([atlas.ranking], alphabet, exact=False)
    bad = np.isin(labels([atlas.ranking], front)[:, 0], _indices(atlas, law))
    return _witness(atlas, alphabet, front, bad)


def _moves(atlas: Atlas, law: Law, alike: "_Alike") -> Answers | None:
    """An answer set from which a later choice leads away from the law's options, or to them."""
    both = [atlas.ranking, atlas.ranking]
    allowed = {q: kept for q, kept in atlas.within(law.when).items() if q != law.question}
    alphabet = [_moving(atlas, level, law, allowed) for level in atlas.ranking.levels]
    front = walk(both, alphabet, alike.keep(law.question), exact=False)
    ends = labels(both, front)
    inside = np.isin(ends, _indices(atlas, law))
    before, after = inside.T if law.form is Form.NEVER_AWAY_FROM else inside.T[::-1]
    return _witness(atlas, alphabet, front, before & ~after & (ends < len(atlas.codes.options)).all(1))


class _Alike:
    """Which states of a diagram lead to the same labels, whatever follows."""

    def __init__(self, diagram: Diagram) -> None:
        self._levels = diagram.levels
        self._numbers = twins([diagram], [letters([level], {}) for level in diagram.levels])

    def keep(self, question: str | None) -> Keep:
        """Once the question of a law is answered, two states that are alike are left behind."""
        asked = next(place for place, level in enumerate(self._levels) if question in level.questions)
        return lambda level, states: np.full(len(states), level <= asked) | self._apart(level, states)

    def _apart(self, level: int, states: Ints) -> Ints:
        numbers = self._numbers[level][0]
        apart: Ints = numbers[states[:, 0]] != numbers[states[:, 1]]
        return apart


def _moving(atlas: Atlas, level: Level, law: Law, allowed: Allowed) -> Letters:
    """The letters of one level for two answer sets, which differ only in the law's question."""
    if law.question not in level.questions:
        return letters([level, level], allowed)
    choices = atlas.within({law.question: law.order})[law.question]
    index = dict(zip(law.order, choices, strict=True))
    moves = [_moved(level, str(law.question), index[one], index[other], allowed) for one, other in law.moves]
    joined = zip(*((move.classes, move.weights, move.cells) for move in moves), strict=True)
    return Letters(*(np.concatenate(column) for column in joined))


def _moved(level: Level, question: str, before: int, after: int, allowed: Allowed) -> Letters:
    axis = level.questions.index(question)
    later = replace(level, classes=np.roll(level.classes, before - after, axis))
    return letters([level, later], {**allowed, question: [before]})


def _indices(atlas: Atlas, law: Law) -> list[int]:
    return [atlas.codes.options.index(option) for option in law.options]


def _witness(atlas: Atlas, alphabet: Sequence[Letters], front: Front, bad: Ints) -> Answers | None:
    found = np.flatnonzero(bad)
    return atlas.named(path(atlas.ranking, alphabet, front, int(found[0]))) if len(found) else None


def _finding(atlas: Atlas, law: Law, answers: Answers) -> Finding:
    broken = Broken(law, atlas.rulebook)
    witness = fewest(atlas.rulebook, answers, broken, least=len(law.when) + len(law.order[:1]))
    return Finding(
        gate=Gate.BROKEN_LAW,
        says=f'The law "{law.id}" is broken: {law.says} {broken.says(witness)}',
        place=atlas.rulebook.places.get(("law", law.id)),
        witness=witness,
    )
