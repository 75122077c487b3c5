"""Everybody installs exactly the files that were tested, from whatever index is near."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LISTS = ("requirements", "requirements-dev")


def wanted(name: str) -> list[Requirement]:
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    return [Requirement(line.split("#")[0]) for line in lines if re.match(r"\w", line)]


def locked(name: str) -> dict[str, str]:
    """The version of every locked package, under its normalised name."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / f"{name}.txt").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("name", LISTS)
def test_the_lock_holds_a_fitting_version_of_all_that_is_wanted(name: str) -> None:
    versions = locked(name)
    for requirement in wanted(name):
        assert versions[requirement.name] in requirement.specifier, f"run `make lock`: {requirement}"


@pytest.mark.parametrize("name", LISTS)
def test_every_direct_dependency_says_why_it_is_there(name: str) -> None:
    for line in (ROOT / f"{name}.in").read_text().splitlines():
        assert not re.match(r"\w", line) or re.search(r"\S +# \w.{9,}", line), line


@pytest.mark.parametrize("name", LISTS)
def test_every_locked_package_has_its_hashes(name: str) -> None:
    packages = re.split(r"^(?=\w)", (ROOT / f"{name}.txt").read_text(), flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", LISTS)
def test_the_lock_names_no_index_and_no_local_file(name: str) -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links|@ ", (ROOT / f"{name}.txt").read_text()) == []


def test_the_tests_run_with_the_versions_that_users_get() -> None:
    run, dev = locked("requirements"), locked("requirements-dev")
    assert {name: dev[name] for name in run.keys() & dev} == {name: run[name] for name in run.keys() & dev}
