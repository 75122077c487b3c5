"""Every version of the shipped rulebook stays as it was, can be asked, and cannot change behind its name."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules import Version, load_rulebook, read_rulebook, recommend, rulebook_of, shipped_rulebook, versions
from rules.history import FROZEN, Released, UnknownVersion, freeze
from tests.unit.rules.test_one_file import SMALLEST

BOOK = read_rulebook(SMALLEST)


def release(folder: Path) -> None:
    """Write the day of a release into the record, as a maintainer does."""
    record = folder / "record.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "  released: 2026-12-01\n", encoding="utf-8")


def test_the_shipped_rulebook_is_the_newest_version() -> None:
    newest, shipped = versions()[-1], shipped_rulebook()

    assert (newest.version, newest.digest) == (shipped.version, shipped.digest), (
        "rules/rulebook/ has other content than the newest version. Run `make freeze`. "
        f"If {newest.version} was released, first give rules/rulebook/vocabulary.yaml a new version."
    )


@pytest.mark.parametrize("kept", versions(), ids=lambda kept: kept.version)
def test_every_version_has_the_digest_on_record_and_still_recommends(kept: Version) -> None:
    book = load_rulebook(FROZEN / f"{kept.version}.yaml")

    assert (book.version, book.digest) == (kept.version, kept.digest)
    assert recommend({}, book).rulebook == kept.digest


def test_no_version_is_left_out_of_the_record() -> None:
    files = {file.stem for file in FROZEN.glob("*.yaml")} - {"record"}

    assert files == {kept.version for kept in versions()}


@pytest.mark.parametrize("length", [8, 12, 64])
def test_a_version_is_found_by_its_name_and_by_its_digest(length: int) -> None:
    newest = versions()[-1]

    assert rulebook_of(newest.version) is rulebook_of(newest.digest[:length]) is shipped_rulebook()


@pytest.mark.parametrize("name", ["1999.1", "", "abc", "../record"])
def test_a_version_that_never_was_names_those_that_are(name: str) -> None:
    with pytest.raises(UnknownVersion, match=versions()[0].version):
        rulebook_of(name)


def test_a_version_that_is_not_released_may_be_frozen_again(tmp_path: Path) -> None:
    freeze(BOOK, tmp_path)
    changed = replace(BOOK, digest="changed")

    freeze(changed, tmp_path)

    assert versions(tmp_path) == (Version(version="1", digest="changed"),)


def test_a_released_version_stays_what_it_was(tmp_path: Path) -> None:
    freeze(BOOK, tmp_path)
    release(tmp_path)

    with pytest.raises(Released, match='Give the rulebook a new "version"'):
        freeze(replace(BOOK, digest="changed"), tmp_path)

    assert freeze(BOOK, tmp_path).released is not None
    assert versions(tmp_path)[0].digest == BOOK.digest


def test_older_versions_stay_runnable_beside_newer_ones(tmp_path: Path) -> None:
    freeze(BOOK, tmp_path)
    release(tmp_path)
    newer = read_rulebook(SMALLEST.replace("version: 1", "version: 2"))

    freeze(newer, tmp_path)

    assert [each.version for each in versions(tmp_path)] == ["1", "2"]
    assert rulebook_of(BOOK.digest, tmp_path).digest == BOOK.digest
    assert rulebook_of("2", tmp_path).digest == newer.digest


def test_where_nothing_was_frozen_there_is_no_version(tmp_path: Path) -> None:
    assert versions(tmp_path) == ()
