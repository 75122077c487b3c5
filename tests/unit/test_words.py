"""Every sentence that a page asks for exists, so that no visitor meets a missing one."""

import re
from pathlib import Path

import pytest
import yaml

from ui.words import FOLDER, count, page_words, say

ROOT = Path(__file__).parents[2]
ASKED = re.compile(r"""\b(say|count)\(\s*["']([a-z_]+\.[a-z_]+)["']\s*[,)]""")
FILES = [*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("ui/templates/*.html")]
LANGUAGES = sorted(folder.name for folder in FOLDER.iterdir())
PAGES = sorted(file.stem for file in (FOLDER / "en").glob("*.yaml"))


def asked() -> set[str]:
    """The keys that code and templates name in full."""
    found = {match for file in FILES for match in ASKED.findall(file.read_text(encoding="utf-8"))}
    plain = {key for kind, key in found if kind == "say"}
    return plain | {f"{key}_{form}" for kind, key in found if kind == "count" for form in ("one", "many")}


@pytest.mark.parametrize("key", sorted(asked()))
def test_a_sentence_that_is_asked_for_exists(key: str) -> None:
    page, _, name = key.partition(".")

    assert name in page_words("en", page)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_places(language: str, page: str) -> None:
    words, english = page_words(language, page), page_words("en", page)

    assert {name: places(text) for name, text in words.items()} == {n: places(text) for n, text in english.items()}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_wording_is_plain_text_without_exclamation_marks(file: Path) -> None:
    words = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert [name for name, text in words.items() if not isinstance(text, str) or "!" in text] == []


def test_one_and_many_are_different_sentences() -> None:
    assert count("decide.more_reasons", 1) != count("decide.more_reasons", 2)
    assert "2" in count("decide.more_reasons", 2)


def test_a_sentence_that_does_not_exist_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        say("decide.no_such_sentence")


def places(text: str) -> set[str]:
    """The `{places}` of a sentence."""
    return set(re.findall(r"{(\w+)", text))
