"""The README tells the truth: what it names exists, and what can be set is named in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATED = ("app.py", "backends", "demos", "ui", "pages")
SETTING = re.compile(r"QUEUEWISE_[A-Z_]+[A-Z]")
OUR_OWN = {"QUEUEWISE_LEASH", "QUEUEWISE_EVENTS", "QUEUEWISE_NAME", "QUEUEWISE_PREFIX"}
"""Told by the app to the programs that it starts; nobody sets them."""
STORIES = ROOT / "demos" / "stories"
"""What is read there, a demo tells to its own programs."""


def settings() -> set[str]:
    """Every setting that the code reads from the environment of the operator."""
    files = [file for place in OPERATED for file in sorted((ROOT / place).rglob("*.py")) or [ROOT / place]]
    files = [file for file in files if STORIES not in file.parents]
    named = {name for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    return {name.removesuffix("_FILE") for name in named if name not in OUR_OWN}


def test_the_readme_can_be_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 120


def test_every_setting_is_explained() -> None:
    assert settings() - set(SETTING.findall(README)) == set()


def test_no_setting_is_promised_that_nobody_reads() -> None:
    assert set(SETTING.findall(README)) - settings() == set()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^    |`)make ([a-z-]+)", README, re.MULTILINE))))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("place", re.findall(r"^\| `([a-z./]+)`", README, re.MULTILINE))
def test_every_place_on_the_map_exists(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!https?://)[^)#]+)\)", README))
def test_every_file_that_is_linked_exists(link: str) -> None:
    assert (ROOT / link).is_file()
