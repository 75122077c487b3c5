"""Opens a rulebook that was named on the command line, and what is proved about it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rules.cli.errors import Misuse
from rules.cli.wording import say
from rules.load import load_rulebook
from rules.model import Place, Rulebook
from rules.problems import Problem, RulebookError, shown
from rules.shipped import SHIPPED, shipped_rulebook

if TYPE_CHECKING:
    from rules.atlas import Atlas


class BadRulebook(Misuse):
    """The rulebook cannot be used. `problems` name files as seen from here."""

    def __init__(self, says: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__("\n  ".join([says, *map(str, self.problems)]))


def rulebook_at(name: str | None) -> Rulebook:
    """The rulebook at a path, else the shipped one.

    Raises:
        Misuse: if nothing is there.
        BadRulebook: if it cannot be used.
    """
    if name is None:
        return shipped_rulebook()
    if not Path(name).exists():
        raise Misuse(say("problem.no_rulebook", name=shown(name), hint=""))
    try:
        return load_rulebook(Path(name))
    except RulebookError as error:
        problems = [replace(problem, file=seen_from_here(problem.file, name)) for problem in error.problems]
        raise BadRulebook(str(error).splitlines()[0], problems) from error


def whole(rulebook: Rulebook) -> "Atlas":
    """The atlas of a rulebook.

    Raises:
        BadRulebook: if its answer space cannot be counted.
    """
    from rules.atlas import atlas
    from rules.space.coupling import TooCoupled
    from rules.space.scores import TooManyScores

    try:
        return atlas(rulebook)
    except (TooCoupled, TooManyScores) as error:
        raise BadRulebook(str(error)) from error


def seen_from_here(file: str, name: str | None) -> str:
    """A file of the rulebook `name` as a path that an editor or a terminal can open."""
    path = SHIPPED if name is None else Path(name)
    found = (path if path.is_dir() else path.parent) / file
    here = Path.cwd()
    return str(found.relative_to(here) if found.is_relative_to(here) else found)


def place_here(place: Place, name: str | None) -> Place:
    """A place of the rulebook `name`, with its file as seen from here."""
    return replace(place, file=seen_from_here(place.file, name))
