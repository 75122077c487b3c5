"""The rulebook that the app starts with: the shipped one, or a team's own that `QUEUEWISE_RULEBOOK` names."""

import os
from functools import cache
from pathlib import Path

from rules import Problem, Rulebook, RulebookError, load_rulebook, shipped_rulebook
from rules.space.coupling import TooCoupled, coupled, deciding

SETTING = "QUEUEWISE_RULEBOOK"
"""The path of a folder or of a YAML file, read once."""


def rulebook_of_the_app() -> Rulebook:
    """The rulebook that every session begins with.

    Raises:
        RulebookError: it cannot be used. It is read again for the next visitor, who may come after it was put right.
    """
    named = os.environ.get(SETTING, "").strip()
    return _of_the_team(named) if named else shipped_rulebook()


@cache
def _of_the_team(named: str) -> Rulebook:
    path = Path(named).expanduser()
    if not path.exists():
        says = f"{SETTING} names this path, and nothing is there. Give it a folder or a YAML file, or leave it unset."
        raise RulebookError([Problem(named, 1, 1, says)])
    return _recommendable(load_rulebook(path), path.name)


def _recommendable(rulebook: Rulebook, file: str) -> Rulebook:
    """Refuse now what nobody could be given an answer from in any time."""
    try:
        coupled(rulebook, deciding(rulebook.rules))
    except TooCoupled as beyond:
        raise RulebookError([Problem(file, 1, 1, str(beyond))]) from beyond
    return rulebook
