"""Every word that a person reads, apart from the rulebook's own: `ui/wording/<language>/<page>.yaml`.

A second language is a second folder; no Python changes.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "wording"
LANGUAGE = "en"


def say(key: str, **values: object) -> str:
    """The sentence `page.name` with its `{places}` filled in.

    Raises:
        KeyError: if there is no such sentence, or a place has no value; a mistake of ours, not of a visitor.
    """
    page, _, name = key.partition(".")
    return page_words(LANGUAGE, page)[name].format(**values)


@cache
def page_words(language: str, page: str) -> Mapping[str, str]:
    """All sentences of a page by name."""
    text = (FOLDER / language / f"{page}.yaml").read_text(encoding="utf-8")
    return {str(name): str(sentence) for name, sentence in yaml.safe_load(text).items()}


def count(key: str, number: int, **values: object) -> str:
    """The sentence `key_one` for 1, else `key_many`, with `{number}` filled in."""
    return say(f"{key}_{'one' if number == 1 else 'many'}", number=number, **values)
