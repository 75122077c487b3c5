"""Puts a starter together. Pure: the same recommendation gives the same bytes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import yaml

from demos import shop
from rules import Recommendation, Rule, Rulebook
from starters.readme import readme
from starters.remedy import HERE, SETTINGS, remedy_of, settings_of

SHOP = Path(shop.__file__).resolve().parent
FILES = HERE / "files"
_EVERYBODY = "everybody"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows: when it was put together says nothing about what is in it."""


class NoStarter(LookupError):
    """There is no starter for an option that is none of ours."""


def starter_of(recommendation: Recommendation, rulebook: Rulebook) -> tuple[str, bytes]:
    """Give the name of a zip file and its content: all that it takes to begin with the recommended option.

    Where none of the options is the honest answer, it is the nearest one's, and says so.

    Raises:
        NoStarter: the rulebook is not the shipped one and recommends an option of its own.
    """
    option = recommendation.outcome.option
    if option == _EVERYBODY or option not in _contents():
        raise NoStarter(f"There is no starter for {option!r}.")
    name = f"queuewise-{option.replace('_', '-')}"
    files = dict(files_of(option, recommendation.warnings))
    files["README.md"] = readme(recommendation, rulebook, sorted(files)).encode()
    return f"{name}.zip", _packed(name, files)


def files_of(option: str, warnings: Iterable[Rule]) -> Iterator[tuple[str, bytes]]:
    """Give every file of a starter but its README: path and content."""
    warnings = tuple(warnings)
    contents = [_contents()[_EVERYBODY], _contents()[option]]
    for module in (module for each in contents for module in each["shop"]):
        yield f"shop/{module}.py", (SHOP / f"{module}.py").read_bytes()
    more = [folder for rule in warnings for folder in remedy_of(rule).folders]
    for folder in dict.fromkeys([*(folder for each in contents for folder in each["folders"]), *more]):
        yield from ((path.name, path.read_bytes()) for path in sorted((FILES / folder).iterdir()) if path.is_file())
    yield SETTINGS, "".join(_settings(warnings)).encode()


def _settings(warnings: Iterable[Rule]) -> Iterator[str]:
    yield "# What depends on your answers. Programs read it from the folder in which they are started.\n"
    for name, (value, rules) in settings_of(warnings).items():
        # Names of settings and rules are words with dashes: nothing in them can end a comment.
        yield f"\n# {', '.join(rules)}\n{name} = {json.dumps(value)}\n"


def _packed(name: str, files: Mapping[str, bytes]) -> bytes:
    with BytesIO() as content:
        with ZipFile(content, "w", ZIP_STORED) as packed:
            for path in sorted(files):
                entry = ZipInfo(f"{name}/{path}", _LONG_AGO)
                # Readable for everybody and written by Unix, on whatever machine it was put together.
                entry.external_attr, entry.create_system = 0o644 << 16, 3
                packed.writestr(entry, files[path])
        return content.getvalue()


@cache
def _contents() -> Mapping[str, Mapping[str, list[str]]]:
    written: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load((HERE / "contents.yaml").read_text("utf-8"))
    return written
