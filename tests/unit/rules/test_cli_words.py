"""Every sentence of the command line exists, and says what the app says where both say the same."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.audit import Gate
from rules.cli import wording
from rules.cli.wording import count, say, words
from rules.model import Kind
from rules.recommendation import Step
from rules.words import Word
from tests.unit.rules.command_line import ROOT

ASKED = re.compile(r"""\b(say|count)\(\s*"([a-z_]+\.[a-z_]+)"\s*[,)]""")
CODE = sorted((ROOT / "rules" / "cli").rglob("*.py"))
PARTS = sorted(wording.FOLDER.glob("*/*.yaml"))
SAME = re.compile(r"(word|meaning|step|open_matter|none_matters)_|ranking$|warnings$|against$|why_not$|any_rate$|rate$")


def asked() -> set[str]:
    """The keys that the code names in full."""
    found = {match for file in CODE for match in ASKED.findall(file.read_text(encoding="utf-8"))}
    plain = {key for kind, key in found if kind == "say"}
    return plain | {f"{key}_{form}" for kind, key in found if kind == "count" for form in ("one", "many")}


@pytest.mark.parametrize("key", sorted(asked()))
def test_a_sentence_that_is_asked_for_exists(key: str) -> None:
    part, _, name = key.partition(".")

    assert name in words("en", part)


def test_every_gate_kind_step_and_word_has_its_sentence() -> None:
    assert {gate.replace("-", "_") for gate in Gate} <= set(words("en", "check"))
    assert {f"ok_{gate.replace('-', '_')}" for gate in Gate} <= set(words("en", "check"))
    assert {f"effect_{kind}" for kind in Kind} | {f"round_{step}" for step in Step} <= set(words("en", "trace"))
    assert {f"word_{word}" for word in Word} <= set(words("en", "verdict"))


@pytest.mark.parametrize("file", PARTS, ids=lambda file: file.stem)
def test_wording_is_plain_text_without_exclamation_marks(file: Path) -> None:
    found: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert [name for name, text in found.items() if not isinstance(name, str) or not isinstance(text, str)] == []
    assert [name for name, text in found.items() if "!" in text] == []


def test_the_app_says_the_same_about_a_verdict() -> None:
    app = yaml.safe_load((ROOT / "ui" / "wording" / "en" / "decide.yaml").read_text(encoding="utf-8"))
    ours = words("en", "verdict")
    both = {name for name in ours.keys() & app.keys() if SAME.match(name)}

    assert len(both) >= 20
    assert {name: ours[name] for name in both} == {name: app[name] for name in both}


def test_numbers_stand_with_their_thousands_apart() -> None:
    assert count("atlas.answer_sets", 1_234_567).startswith("1,234,567 answer sets")
    assert count("atlas.answer_sets", 1).startswith("One answer set")


def test_a_sentence_that_does_not_exist_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        say("verdict.no_such_sentence")
