"""Loads a rulebook into frozen values, or says everything that is wrong with it at once.

A rulebook is one YAML text with the parts of `rules/sections.py`, or a folder with a file for each of them.
"""

from itertools import islice
from pathlib import Path

from rules.draft import Draft
from rules.model import Rulebook
from rules.opening import open_file, open_folder, open_text
from rules.problems import MOST_PROBLEMS, RulebookError
from rules.shelf import Shelf


def load_rulebook(path: Path) -> Rulebook:
    """Read, validate and cross-check a folder of files, or one file.

    Raises:
        RulebookError: with every problem that was found, each with file, line and column.
    """
    return _checked(open_folder(path) if path.is_dir() else open_file(path))


def read_rulebook(content: str | bytes, *, file: str = "rulebook.yaml") -> Rulebook:
    """Read, validate and cross-check a rulebook that is one text. `file` is the name that problems give it.

    Raises:
        RulebookError: with every problem that was found, each with line and column.
    """
    return _checked(open_text(content, file=file))


def _checked(shelf: Shelf) -> Rulebook:
    draft = Draft(shelf)
    if problems := [*islice(draft.problems(), MOST_PROBLEMS)]:
        raise RulebookError(problems)
    return draft.rulebook()
