"""Calls the command line as a person does, in this process or in one of its own, and a rulebook to call it with."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from os import environ
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rules.cli.program import main

ROOT = Path(__file__).parents[3]

TRAVEL = (Path(__file__).parent / "travel.yaml").read_text(encoding="utf-8")
"""A small rulebook."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one call."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """The output without its line ends, which depend on the width of the terminal."""
        return " ".join(self.out.split())

    @property
    def complaint(self) -> str:
        """The errors without their line ends."""
        return " ".join(self.err.split())


def run(*words: str, stdin: str | bytes | None = "") -> Run:
    """Call the program in this process. `stdin` is None where it was closed before."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    content = stdin.encode() if isinstance(stdin, str) else stdin
    given = None if content is None else TextIOWrapper(BytesIO(content), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", given):
        code = main(words)
    return Run(code, _text(out), _text(err))


def start(*words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Run:
    """Call the program in a process of its own, from the root of the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "rules", *words],
        cwd=ROOT,
        input=stdin.encode(),
        env=environ | {"COLUMNS": "100", **(env or {})},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def travel(folder: Path, text: str = TRAVEL) -> str:
    """The path of a file with that rulebook."""
    file = folder / "travel.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _text(stream: TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined,no-any-return]
