"""A missing broker is never a silent green."""

import pytest

from tests import needs


def test_what_is_missing_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="A courier is missing here: hire one"):
        needs.missing("A courier", "hire one")


def test_what_is_missing_skips_on_a_laptop_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="A courier is missing here: hire one"):
        needs.missing("A courier", "hire one")


def test_a_program_that_is_nowhere_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-courier"):
        needs.program("no-such-courier")
