"""Passwords can come in files, as Docker and Kubernetes hand them out."""

from pathlib import Path

from backends.contract import Broker
from backends.given import REDIS, Given


def test_a_url_is_read_from_the_file_that_its_setting_names(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("redis://:hush@broker:6379/0\n")
    given = Given.from_environment({f"{REDIS}_FILE": str(secret)})
    assert given.settings == {REDIS: "redis://:hush@broker:6379/0"}


def test_a_file_goes_before_the_plain_setting(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("redis://from-the-file:6379")
    given = Given.from_environment({REDIS: "redis://plain:6379", f"{REDIS}_FILE": str(secret)})
    assert given.settings == {REDIS: "redis://from-the-file:6379"}


def test_a_file_that_cannot_be_read_is_told_and_not_taken_for_no_setting(tmp_path: Path) -> None:
    given = Given.from_environment({f"{REDIS}_FILE": str(tmp_path / "missing")})
    finding = given.find(Broker.REDIS)
    assert not finding.usable
    assert REDIS in finding.reason
    assert "is not a URL that can be used" in finding.reason


def test_an_environment_without_settings_gives_nothing() -> None:
    assert Given.from_environment({"PATH": "/usr/bin", REDIS: " "}).settings == {}
