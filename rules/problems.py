"""What can be wrong with a rulebook, told all at once, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. Lines and columns count from 1; 0 means the whole file."""

    file: str
    line: int
    column: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.says}"


class RulebookError(ValueError):
    """The rulebook cannot be used. `problems` holds every one of them, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        heading = f"The rulebook has {count} problem{'' if count == 1 else 's'}. Nothing of it was loaded."
        super().__init__("\n  ".join([heading, *map(str, self.problems)]))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Did you mean "x"?' for a near miss, else the known words, so that a typing mistake is a short visit."""
    known = sorted(known)
    if close := get_close_matches(word, known, n=1):
        return f' Did you mean "{close[0]}"?'
    return f" Known: {', '.join(known)}."
