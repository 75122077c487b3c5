"""What was read in a folder: facts, each with its place; and what could not be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line of a file. `file` is relative to the folder, with slashes; `line` is counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that stands in a file: a package, a service, a setting, a call. What it means, the signs say."""

    kind: str
    name: str
    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was passed over, and why."""

    spot: Spot
    says: str


class Broken(Exception):
    """A file is not what its name promises. It is told and passed over."""

    def __init__(self, says: str, line: int = 1) -> None:
        self.says = says
        self.line = line
        super().__init__(says)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file."""

    file: str
    text: str

    def fact(self, kind: str, name: str, value: str = "", *, line: int) -> Fact:
        """A fact that stands in this file."""
        return Fact(kind, name, value, Spot(self.file, line))

    def line_of(self, position: int) -> int:
        """The line of a position in the text."""
        return self.text.count("\n", 0, position) + 1
