"""What can be wrong with a rulebook, told all at once, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_PROBLEMS = 50
"""How many problems are told at once. Who wrote more than that wants to see the first of them soon."""
LONGEST_SHOWN = 48
MOST_NAMED = 12
MOST_COMPARED = 100


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
    """The rulebook cannot be used. `problems` holds the first `MOST_PROBLEMS` of them, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems))
        self.problems = tuple(found[:MOST_PROBLEMS])
        count = f"{len(found)} problem{'' if len(found) == 1 else 's'}"
        heading = f"The rulebook has {count if len(found) < MOST_PROBLEMS else f'{MOST_PROBLEMS} problems or more'}."
        super().__init__("\n  ".join([f"{heading} Nothing of it was loaded.", *map(str, self.problems)]))


def shown(text: str) -> str:
    """Somebody's text between quotation marks, short enough and plain enough to stand in a sentence of ours."""
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return f'"{"".join(each if each.isprintable() else "�" for each in short)}"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Did you mean "x"?' for a near miss, else the known words, so that a typing mistake is a short visit."""
    words = sorted(known)
    if close := get_close_matches(word[:LONGEST_SHOWN], _alike(word, words), n=1):
        return f" Did you mean {shown(close[0])}?"
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return f" Known: {', '.join(shown(each)[1:-1] for each in words[:MOST_NAMED]) or 'none'}{more}."


def _alike(word: str, words: list[str]) -> list[str]:
    """The words worth a close look: comparing is slow, so of very many only those of nearly the same length."""
    short = [each for each in words if len(each) <= LONGEST_SHOWN]
    if len(short) > MOST_COMPARED:
        short = [each for each in short if abs(len(each) - len(word)) <= 1][:MOST_COMPARED]
    return short
