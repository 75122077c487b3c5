"""Proves that nobody can see a mistake: exactly, on every answer set."""

from rules.atlas import atlas
from rules.model import Kind, Rulebook
from rules.space.batch import Cells
from rules.space.compare import same
from rules.teeth.mutants import Mutant
from rules.teeth.neighbourhood import around, combined
from rules.teeth.sight import Sight


def unseen(sight: Sight, mutant: Mutant) -> bool:
    """Whether every complete answer set has the same outcome, and shows the same texts, with the mistake."""
    if mutant.moves:
        return same(sight.rulebook, mutant.rulebook(sight.rulebook))
    return not any(_shown(sight.rulebook, mutant, sight.batch.answers(cell)) for cell in touched(sight, mutant))


def touched(sight: Sight, mutant: Mutant) -> Cells:
    """The answers to the rule's own questions under which the mistake does anything, all else unanswered."""
    columns = [sight.batch.questions[question] for question in mutant.rule.when]
    every = list(combined({column: range(len(sight.batch.choices[column])) for column in columns}))
    cells = around(sight.batch, every, 0)
    before, after = sight.holds([mutant.rule], cells), sight.holds(mutant.instead, cells)
    return cells[before | after if mutant.retold else before != after]


def _shown(rulebook: Rulebook, mutant: Mutant, answers: dict[str, str]) -> bool:
    """Whether the text of the rule is shown to anybody who gives these answers and makes it fire."""
    if mutant.rule.kind is not Kind.WARNS:
        return True
    return any(outcome.option in mutant.rule.warns for outcome in atlas(rulebook).shares(answers))
