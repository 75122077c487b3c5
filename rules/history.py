"""Every version of the rulebook that was shipped: each stays in the package and can be asked as on its day.

`rules/versions/` holds one file a version, and in `record.yaml` what its content hashed to. A version may be frozen
again until the record has the day of its release; from then on other content needs another version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from rules.load import load_rulebook
from rules.model import Day, Rulebook
from rules.shipped import shipped_rulebook
from rules.text import read
from rules.written import as_plain, as_yaml, write_rulebook

FROZEN = Path(__file__).parent / "versions"
LEAST_OF_A_DIGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of the shipped rulebook. `released` is None as long as its content may change."""

    version: str
    digest: str
    released: Day | None = None


class UnknownVersion(LookupError):
    """No shipped rulebook has this version or this digest."""


class Released(ValueError):
    """The content of a version that was released cannot change any more."""


def versions(folder: Path = FROZEN) -> tuple[Version, ...]:
    """Every version, from the first to the newest."""
    record = folder / "record.yaml"
    entries = read(record.read_text(encoding="utf-8"), file=record.name).data if record.exists() else []
    return TypeAdapter(tuple[Version, ...]).validate_python(entries)


@cache
def rulebook_of(name: str, folder: Path = FROZEN) -> Rulebook:
    """The rulebook with this version, this digest, or a digest that begins so (8 characters or more).

    Raises:
        UnknownVersion: no version of it was ever shipped.
    """
    for each in versions(folder):
        if name == each.version or (len(name) >= LEAST_OF_A_DIGEST and each.digest.startswith(name)):
            shipped = shipped_rulebook()
            return shipped if shipped.digest == each.digest else load_rulebook(folder / f"{each.version}.yaml")
    known = ", ".join(each.version for each in versions(folder))
    raise UnknownVersion(f"No rulebook with version or digest {name!r} was shipped. Versions: {known}.")


def freeze(rulebook: Rulebook, folder: Path = FROZEN) -> Version:
    """Keep the content of a rulebook under its version. Cases are left out: they test a rulebook as it is built.

    Raises:
        Released: if the version was released with other content.
    """
    kept = {each.version: each for each in versions(folder)}
    now = Version(version=rulebook.version, digest=rulebook.digest)
    before = kept.get(now.version, now)
    if before.released is not None and before.digest != now.digest:
        says = f"Version {now.version} was released on {before.released} with other content. "
        raise Released(f'{says}Give the rulebook a new "version" in rules/rulebook/vocabulary.yaml.')
    kept[now.version] = replace(before, digest=now.digest)
    text = write_rulebook(replace(rulebook, cases=()))
    (folder / f"{now.version}.yaml").write_text(text, encoding="utf-8")
    (folder / "record.yaml").write_text(_record(kept.values()), encoding="utf-8")
    return kept[now.version]


def _record(kept: Iterable[Version]) -> str:
    head = "# What each version hashed to. A release writes its day here, as in `released: 2026-11-22`.\n"
    return head + as_yaml([as_plain(each) for each in kept])
