"""Writes generated answer sets down as cases: a sentence, the answers, and what must follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rules.model import Case, Expectation, Kind, Rule, Rulebook
from rules.recommendation import Outcome
from rules.space.batch import Cells
from rules.teeth.boundaries import Boundaries
from rules.teeth.duties import Duty, duties, pairs
from rules.teeth.mutants import Mutant
from rules.teeth.neighbourhood import ordered
from rules.teeth.sight import Sight, moves


@dataclass(frozen=True, slots=True)
class Told:
    """A case and the mistakes that it shows."""

    case: Case
    shows: tuple[Mutant, ...]


def clause_cases(sight: Sight, cells: Cells) -> list[Case]:
    """Cases in which each clause decides once: its rule is named where it fires, and where the clause stops it."""
    cells = ordered(cells)
    found = pairs(sight, cells)
    length = (cells >= 0).sum(1)[found.ends].sum(1)
    fires: list[list[Duty]] = [[] for _ in cells]
    silent: list[list[Duty]] = [[] for _ in cells]
    for number, duty in enumerate(duties(sight.rulebook)):
        able = np.flatnonzero(found.done[:, number])
        one, other = found.ends[able[length[able].argmin()]]
        fires[one].append(duty)
        silent[other].append(duty)
    return [_clause_case(sight, *each) for each in zip(cells, fires, silent, strict=True)]


def boundary_cases(sight: Sight, found: Boundaries) -> list[Told]:
    """Cases that show mistakes: each mistake is named at the first case that shows it."""
    shown: list[list[Mutant]] = [[] for _ in found.cells]
    for mutant, where in zip(found.mutants, found.seen.T, strict=True):
        if where.any():
            shown[int(where.argmax())].append(mutant)
    return [Told(_boundary_case(sight, *each), tuple(each[1])) for each in zip(found.cells, shown, strict=True)]


def _clause_case(sight: Sight, cell: Cells, fires: Sequence[Duty], silent: Sequence[Duty]) -> Case:
    rules: Mapping[str, Rule] = {rule.id: rule for rule in sight.rulebook.rules}
    held = [rules[duty.rule] for duty in fires]
    answers = sight.batch.answers(cell)
    stops: dict[str, list[str]] = {}
    for duty in silent:
        stops.setdefault(f"{duty.question}: {answers[duty.question]}", []).append(duty.rule)
    parts = {
        "because of {}": [rule.id for rule in held if moves(rule)],
        "with the warning {}": [rule.id for rule in held if rule.kind is Kind.WARNS],
        "with the hint {}": [rule.id for rule in held if rule.look_elsewhere and not moves(rule)],
        **{f"while {answer} keeps {{}} silent": names for answer, names in stops.items()},
    }
    says = "".join(f", {words.format(_listed(list(dict.fromkeys(names))))}" for words, names in parts.items() if names)
    return _case(sight, cell, says, [duty.rule for duty in fires], [duty.rule for duty in silent])


def _boundary_case(sight: Sight, cell: Cells, shown: Sequence[Mutant]) -> Case:
    firing = sight.view(cell[None]).firing[:, 0]
    rules = [mutant.rule.id for mutant in shown]
    fires = [rule for rule in rules if firing[sight.index[rule]]]
    count = "a mistake" if len(shown) == 1 else f"{len(shown)} mistakes, such as"
    return _case(sight, cell, f"; would show {count}: {shown[0]}", fires, [rule for rule in rules if rule not in fires])


def _case(sight: Sight, cell: Cells, says: str, fires: Sequence[str], silent: Sequence[str]) -> Case:
    outcome = sight.outcome(int(sight.view(cell[None]).headlines[0]))
    expect = Expectation(
        option=outcome.option,
        instead=outcome.instead,
        fires=tuple(dict.fromkeys(fires)),
        silent=tuple(dict.fromkeys(silent)),
    )
    return Case(name=_outcome(sight.rulebook, outcome) + says, answers=sight.batch.answers(cell), expect=expect)


def _outcome(rulebook: Rulebook, outcome: Outcome) -> str:
    options = {option.id: option.name for option in rulebook.options}
    others = {other.id: other.name for other in rulebook.alternatives}
    if outcome.instead is None:
        return f"{options[outcome.option]} wins"
    return f"Elsewhere ({others[outcome.instead]}), with {options[outcome.option]} the nearest"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def cells_of(sight: Sight, answers: Iterable[Mapping[str, str]]) -> Cells:
    """Those of these answer sets that the rulebook can read, in order."""
    choices = {question.id: {choice.id for choice in question.choices} for question in sight.rulebook.questions}
    readable = [one for one in answers if all(choice in choices.get(name, ()) for name, choice in one.items())]
    return ordered(sight.batch.cells(readable))
