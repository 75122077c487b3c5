"""Opens a rulebook that was named on the command line, and what is proved about it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rules.cli.errors import Misuse
from rules.cli.wording import say
from rules.history import FROZEN, UnknownVersion, rulebook_of, versions
from rules.load import load_rulebook
from rules.model import Place, Rulebook
from rules.problems import Problem, RulebookError, did_you_mean, shown
from rules.shipped import SHIPPED, shipped_rulebook

if TYPE_CHECKING:
    from rules.atlas import Atlas


class BadRulebook(Misuse):
    """The rulebook cannot be used. `problems` name files as seen from here."""

    def __init__(self, says: str, problems: Iterable[Problem] = ()) -> None:
        self.says = says
        self.problems = tuple(problems)
        super().__init__("\n  ".join([says, *map(str, self.problems)]))


def rulebook_at(name: str | None) -> Rulebook:
    """The rulebook at a path, or the shipped one of a version or digest; without a name the newest shipped one.

    Raises:
        Misuse: if there is none.
        BadRulebook: if it cannot be used.
    """
    if name is None:
        return shipped_rulebook()
    if not _exists(name):
        return _shipped(name)
    try:
        return load_rulebook(Path(name))
    except RulebookError as error:
        problems = [replace(problem, file=_seen_from_here(problem.file, name)) for problem in error.problems]
        raise BadRulebook(str(error).splitlines()[0], problems) from error


def whole(rulebook: Rulebook) -> "Atlas":
    """The atlas of a rulebook.

    Raises:
        BadRulebook: if its answer space cannot be counted.
    """
    from rules.atlas import atlas

    with counting():
        return atlas(rulebook)


@contextmanager
def counting() -> Iterator[None]:
    """Turns the errors of whatever counts answer sets into ours."""
    from rules.space.coupling import TooCoupled
    from rules.space.scores import TooManyScores

    try:
        yield
    except (TooCoupled, TooManyScores) as error:
        raise BadRulebook(str(error)) from error


def place_here(place: Place, name: str | None) -> Place:
    """A place of the rulebook `name`, with its file as a path that an editor or a terminal can open."""
    return replace(place, file=_seen_from_here(place.file, name))


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # too long for a path, or with a character that no path has
        return False


def _shipped(name: str) -> Rulebook:
    try:
        return rulebook_of(name)
    except UnknownVersion as error:
        hint = did_you_mean(name, (each.version for each in versions()))
        raise Misuse(say("problem.no_rulebook", name=shown(name), hint=hint)) from error


def _seen_from_here(file: str, name: str | None) -> str:
    found = _folder(name) / file
    here = Path.cwd()
    return str(found.relative_to(here) if found.is_relative_to(here) else found)


def _folder(name: str | None) -> Path:
    if name is None or (not _exists(name) and rulebook_of(name) is shipped_rulebook()):
        return SHIPPED
    if not _exists(name):
        return FROZEN
    return Path(name) if Path(name).is_dir() else Path(name).parent
