"""A small rulebook on disk that tests damage in one place."""

from pathlib import Path

import pytest

FILES = {
    "vocabulary.yaml": """\
version: "1"
options:
  - {id: walk, name: Walk, summary: On foot, parts: [shoes]}
  - {id: drive, name: Drive, summary: By car, parts: [shoes, car]}
groups:
  - {id: core, title: First}
questions:
  - id: distance
    group: core
    core: true
    ask: How far?
    why: It matters.
    choices: [{id: near, label: Near}, {id: far, label: Far}]
  - id: at
    group: core
    ask: When?
    why: It may matter.
    choices: [{id: no, label: No}, {id: on, label: On}]
alternatives:
  - {id: stay, name: Stay, says: At home., sources: [map]}
""",
    "sources.yaml": "- {id: map, title: A map, url: https://example.org/map}\n",
    "aspects.yaml": "- {id: time, title: Time}\n",
    "rules.yaml": """\
- id: too-far
  aspect: time
  when: {distance: far}
  rules_out: walk
  because: Nobody walks that far.
  sources: map
  versions: any
  checked: 2026-11-22
- id: quick
  aspect: time
  when: {distance: [far], at: no}
  speaks_for: [drive]
  strength: strong
  because: A car is quicker.
  sources: [map]
  versions: any
  checked: 2026-11-22
""",
    "examples.yaml": "- {id: trip, title: A trip, story: Far., answers: {distance: far}, expect: {option: drive}}\n",
    "cases/all.yaml": "- {name: Far is a drive, answers: {distance: far}, expect: {option: drive, fires: too-far}}\n",
}


@pytest.fixture
def rulebook_folder(tmp_path: Path) -> Path:
    """A folder with a rulebook that has nothing wrong with it."""
    (tmp_path / "cases").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
