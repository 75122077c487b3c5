"""Every word that the command line says, apart from the rulebook's own: `wording/<language>/<part>.yaml`.

A second language is a second folder; no Python changes.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LANGUAGE = "en"


def say(key: str, **values: object) -> str:
    """The sentence `part.name` with its `{places}` filled in.

    Raises:
        KeyError: if there is no such sentence, or a place has no value; a mistake of ours.
    """
    part, _, name = key.partition(".")
    return words(LANGUAGE, part)[name].format(**values)


def count(key: str, number: int, **values: object) -> str:
    """The sentence `key_one` for 1, else `key_many`, with `{number}` filled in, thousands apart."""
    return say(f"{key}_{'one' if number == 1 else 'many'}", number=f"{number:,}", **values)


@cache
def words(language: str, part: str) -> Mapping[str, str]:
    """All sentences of a part by name."""
    text = (FOLDER / language / f"{part}.yaml").read_text(encoding="utf-8")
    return {str(name): str(sentence) for name, sentence in yaml.load(text, yaml.CSafeLoader).items()}
