"""Writes text for people: wrapped to the width of the terminal, and nothing in it can act on the terminal."""

import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TextIO

WIDEST = 100
NARROWEST = 30


def visible(text: str) -> str:
    """`text` with every control, invisible or bidirectional character written as its escape, such as `\\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(each if _can_be_seen(each) else each.encode("unicode_escape").decode() for each in text)


def _can_be_seen(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


class Paper:
    """One text that is being written. `width` is in characters."""

    def __init__(self, out: TextIO, width: int | None = None) -> None:
        self._out = out
        self.width = width or terminal_width()

    def line(self, text: str = "") -> None:
        """Lines as they are, so that a link can be copied whole."""
        self._out.writelines(f"{visible(line)}\n" for line in text.splitlines() or [""])

    def text(self, text: str, *, indent: int = 0, first: str = "") -> None:
        """A paragraph. `first` stands before its first line, and the others are set in by its length."""
        start = " " * indent + visible(first)
        for part in text.splitlines() or [""]:
            rest = " " * len(start)
            lines = wrap(
                visible(part), self.width, initial_indent=start, subsequent_indent=rest,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            self._out.writelines(f"{line}\n" for line in lines or [start.rstrip()])
            start = rest

    def heading(self, text: str) -> None:
        """The beginning of a new part."""
        self.line()
        self.text(text)

    def items(self, texts: Iterable[str], *, indent: int = 2, marker: str = "- ") -> None:
        """A list."""
        for text in texts:
            self.text(text, indent=indent, first=marker)

    def table(self, rows: Sequence[Sequence[str]], *, indent: int = 2) -> None:
        """Columns of numbers or short words, set to the right, and a last one of text that wraps."""
        seen = [[visible(cell) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*seen, strict=True)][:-1]
        for *cells, last in seen:
            first = "".join(f"{cell:>{width}}  " for cell, width in zip(cells, widths, strict=True))
            self.text(last, indent=indent, first=first)

    def prompt(self, text: str) -> None:
        """The beginning of a line that somebody else ends. Everything written so far can be seen then."""
        self._out.write(text)
        self._out.flush()


def terminal_width() -> int:
    """The width of the terminal, within reason. `COLUMNS` wins; without a terminal it is 80."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
