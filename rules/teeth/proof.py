"""Proves that nobody can see a mistake: exactly, on every answer set."""

from rules.atlas import atlas
from rules.model import Answers, Kind
from rules.space.batch import Cells
from rules.space.compare import Change, compare, same
from rules.teeth.mutants import Mutant
from rules.teeth.neighbourhood import around, combined
from rules.teeth.sight import Sight


def unseen(sight: Sight, mutant: Mutant) -> bool:
    """Whether every complete answer set has the same outcome, and shows the same texts, with the mistake."""
    if mutant.moves:
        return same(sight.rulebook, mutant.rulebook(sight.rulebook))
    return not _showing(sight, mutant)


def witness(sight: Sight, mutant: Mutant) -> Answers | None:
    """A complete answer set under which people see the mistake, if there is one."""
    if mutant.moves:
        changes = compare(sight.rulebook, mutant.rulebook(sight.rulebook)).changes
        return next((change.witness for change in changes if _reads_otherwise(change)), None)
    start = next(iter(_showing(sight, mutant)), None)
    return None if start is None else _completed(sight, mutant, start)


def touched(sight: Sight, mutant: Mutant) -> Cells:
    """The answers to the rule's own questions under which the mistake does anything, all else unanswered."""
    columns = [sight.batch.questions[question] for question in mutant.rule.when]
    every = list(combined({column: range(len(sight.batch.choices[column])) for column in columns}))
    cells = around(sight.batch, every, 0)
    before, after = sight.holds([mutant.rule], cells), sight.holds(mutant.instead, cells)
    return cells[before | after if mutant.retold else before != after]


def _reads_otherwise(change: Change) -> bool:
    before, after = change.before, change.after
    return (before.option, before.instead) != (after.option, after.instead)


def _showing(sight: Sight, mutant: Mutant) -> list[Answers]:
    """The answers to the rule's own questions under which somebody sees that its text is shown, or is not."""
    touching = [sight.batch.answers(cell) for cell in touched(sight, mutant)]
    return [answers for answers in touching if _shows(sight, mutant, answers)]


def _shows(sight: Sight, mutant: Mutant, answers: Answers) -> bool:
    """Whether some of those who give these answers are shown the texts that go with the rule's options."""
    if mutant.rule.kind is not Kind.WARNS:
        return True
    return any(outcome.option in mutant.rule.warns for outcome in atlas(sight.rulebook).shares(answers))


def _completed(sight: Sight, mutant: Mutant, answers: Answers) -> Answers:
    """One of those who give these answers and are shown the texts."""
    for question in sight.rulebook.questions:
        if question.id not in answers:
            more = (dict(answers) | {question.id: choice.id} for choice in question.choices)
            answers = next(each for each in more if _shows(sight, mutant, each))
    return answers
