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

TRAVEL = """\
version: travel
options:
- {id: walk, name: Walk, summary: On foot., parts: [shoes]}
- {id: cycle, name: Cycle, summary: By bicycle., parts: [shoes, bicycle]}
- {id: drive, name: Drive, summary: By car., parts: [shoes, car, fuel]}
questions:
- id: distance
  ask: How far is it?
  why: Feet get tired.
  choices: [{id: near, label: Near}, {id: far, label: Far}, {id: abroad, label: Abroad}]
- {id: weather, ask: How is the weather?, why: Rain is wet., choices: [{id: dry, label: Dry}, {id: rain, label: Rain}]}
- id: load
  ask: What do you carry?
  why: It has to fit.
  choices: [{id: none, label: Nothing}, {id: bag, label: A bag}, {id: piano, label: A piano}]
alternatives:
- {id: stay, name: Stay at home, says: It is nice there.}
- {id: fly, name: Fly, says: By aeroplane.}
rules:
- {id: far-is-no-walk, aspect: effort, when: {distance: [far, abroad]}, rules_out: walk, because: Nobody walks that far.}
- id: far-is-driven
  aspect: effort
  when: {distance: far}
  speaks_for: drive
  strength: strong
  because: A car is quick.
  sources: https://example.org/cars
  versions: any car
  checked: 2026-11-22
  demo: drive
- {id: far-is-ridden, aspect: effort, when: {distance: far}, speaks_for: cycle, strength: slight, because: It is healthy.}
- id: rain-is-wet
  aspect: comfort
  when: {weather: rain}
  speaks_against: [walk, cycle]
  strength: slight
  because: Rain is wet.
- {id: wet-and-far, aspect: comfort, when: {weather: rain, distance: far}, speaks_for: drive, strength: slight, because: A roof.}
- {id: dry-is-fun, aspect: comfort, when: {weather: dry}, speaks_for: cycle, strength: slight, because: It is fun.}
- {id: near-is-walked, aspect: effort, when: {distance: near}, speaks_for: walk, strength: slight, because: A few steps.}
- {id: near-is-ridden, aspect: speed, when: {distance: near}, speaks_for: cycle, strength: slight, because: It is quicker.}
- {id: bags-are-heavy, aspect: effort, when: {load: bag}, speaks_against: walk, strength: slight, because: Bags are heavy.}
- {id: wet-bags, aspect: comfort, when: {load: bag, weather: rain}, warns: [walk, cycle], because: It gets wet., setting: A bin bag.}
- {id: pianos-stay, aspect: effort, when: {load: piano}, rules_out: [walk, cycle, drive], because: Pianos stay.}
- {id: pianos-fly, aspect: effort, when: {load: piano, distance: abroad}, look_elsewhere: fly, strength: strong, because: They fly.}
- {id: abroad-is-far, aspect: effort, when: {distance: abroad}, look_elsewhere: fly, strength: slight, because: It is far.}
"""
"""A rulebook about nothing in particular. No option fits for a piano, and nothing else is said unless it goes abroad."""


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
