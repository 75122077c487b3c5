"""The generated cases of a rulebook folder: made anew, with as little change as can be, and written down."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

from rules.load import load_rulebook
from rules.model import Answers, Case, Expectation, Rulebook
from rules.shipped import SHIPPED
from rules.teeth.boundaries import boundaries
from rules.teeth.mcdc import decisive
from rules.teeth.mutants import mutants
from rules.teeth.sight import Sight
from rules.teeth.suite import Suite
from rules.teeth.telling import Told, boundary_cases, cells_of, clause_cases
from rules.text import read
from rules.written import as_plain, as_yaml

CLAUSES, BOUNDARIES = "cases/generated-clauses.yaml", "cases/generated-boundaries.yaml"
_CLAUSES = (
    "Every clause of every rule decides once: a case where its rule fires, and one that differs in that answer alone."
)
_BOUNDARIES = "Mistakes in a rule that the other cases let pass, each with answers under which people would see it."
_MADE = "Made by `make cases`. Somebody has read what follows from the answers: reviews/cases.yaml says who, and how."
_WIDTH = 118


@dataclass(frozen=True, slots=True)
class Generated:
    """The generated cases: for the clauses, and for the mistakes that those and the written cases let pass."""

    clauses: tuple[Case, ...]
    boundaries: tuple[Told, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """All of them."""
        return (*self.clauses, *(told.case for told in self.boundaries))

    def texts(self) -> dict[str, str]:
        """File -> what stands in it."""
        boundaries = [_shows(told) + _entry(told.case) for told in self.boundaries]
        return {
            CLAUSES: _text(_CLAUSES, [_entry(case) for case in self.clauses]),
            BOUNDARIES: _text(_BOUNDARIES, boundaries),
        }


def regenerate(folder: Path = SHIPPED) -> Generated:
    """Make the generated cases of a rulebook and write them down.

    Raises:
        RulebookError: if the rulebook cannot be used.
        Undecided: if a clause decides nothing that people see.
    """
    made = generate(folder)
    for file, text in made.texts().items():
        (folder / file).write_text(text, encoding="utf-8")
    return made


def generate(folder: Path = SHIPPED) -> Generated:
    """The generated cases of a rulebook. Those that are there and of use stay, so that little changes.

    Raises:
        RulebookError: if the rulebook cannot be used.
        Undecided: if a clause decides nothing that people see.
    """
    written = _written_by_hand(folder)
    sight = Sight(written)
    clauses = tuple(clause_cases(sight, decisive(sight, cells_of(sight, _answers(folder, CLAUSES)))))
    suite = Suite(sight, [*written.cases, *clauses])
    passed = [mutant for mutant in mutants(written) if not suite.failures(mutant).seen.any()]
    found = boundaries(sight, passed, cells_of(sight, _answers(folder, BOUNDARIES)))
    return Generated(clauses, tuple(boundary_cases(sight, found)))


def committed(folder: Path = SHIPPED) -> tuple[Case, ...]:
    """The generated cases as they stand in the folder."""
    return tuple(_case(entry) for file in (CLAUSES, BOUNDARIES) for entry in _entries(folder / file))


def _written_by_hand(folder: Path) -> Rulebook:
    """The rulebook without its generated cases, which may name rules that are gone."""
    with TemporaryDirectory() as place:
        copy = Path(place) / folder.name
        generated = [Path(file).name for file in (CLAUSES, BOUNDARIES)]
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*generated))
        return load_rulebook(copy)


def _answers(folder: Path, file: str) -> list[Answers]:
    return [entry["answers"] for entry in _entries(folder / file)]


def _entries(path: Path) -> list[dict[str, Any]]:
    found = read(path.read_text(encoding="utf-8"), file=path.name).data if path.exists() else []
    return found if isinstance(found, list) else []


def _case(entry: dict[str, Any]) -> Case:
    expect: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry["expect"].items()}
    return Case(name=entry["name"], answers=entry["answers"], expect=Expectation(**expect))


def _text(about: str, entries: Sequence[str]) -> str:
    return "\n".join([f"# {about}\n# {_MADE}\n", *(entries or ["[]\n"])])


def _entry(case: Case) -> str:
    return as_yaml([as_plain(case)])


def _shows(told: Told) -> str:
    lines = wrap("; ".join(map(str, told.shows)), _WIDTH, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)
