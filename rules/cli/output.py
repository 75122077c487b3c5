"""Where commands write to, as text or as JSON, and where they read what a person writes."""

import io
import json
import os
import sys
from typing import Any, TextIO

from rules.cli.paper import Paper

MOST_LINE = 4096


def out() -> TextIO:
    """The standard output; nowhere if it was closed before the program began."""
    return sys.stdout or io.StringIO()


def paper() -> Paper:
    """A fresh text on the standard output."""
    return Paper(out())


def write_json(data: Any) -> None:
    """Data for programs. Whatever is not ASCII is escaped, so that no text can act on a terminal."""
    out().write(json.dumps(data, indent=2) + "\n")


def read_line() -> str | None:
    """What a person wrote, without the end of the line; None at the end of the input."""
    line = sys.stdin.buffer.readline(MOST_LINE) if sys.stdin else b""
    return line.decode(errors="replace").rstrip("\r\n") if line else None


def give_up() -> None:
    """Let nothing be written any more. What is still in the buffer has nowhere to go, and Python tries at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out().fileno())
