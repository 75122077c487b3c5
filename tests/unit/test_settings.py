"""The app does not start with settings that let others in, and says which."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ui import framing, public, security
from ui.settings import Settings, given, problems

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  # what is looked for
OPEN = Settings(address=EVERY_ADDRESS)


@pytest.mark.parametrize("address", ["", EVERY_ADDRESS, "::", "192.0.2.7", "queues.example.org"])
def test_an_address_that_others_can_reach_is_open(address: str) -> None:
    assert Settings(address=address).open


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_an_address_of_this_machine_alone_is_not(address: str) -> None:
    assert not Settings(address=address).open


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"xsrf_protection": False}, "server.enableXsrfProtection"),
        ({"cors_protection": False}, "server.enableCORS"),
        ({"allowed_origins": ("*",)}, "server.corsAllowedOrigins"),
        ({"error_details": "full"}, "client.showErrorDetails"),
        ({"error_details": "stacktrace"}, "client.showErrorDetails"),
        ({"development": True}, "global.developmentMode"),
    ],
)
def test_what_harms_nobody_on_one_machine_is_refused_when_others_can_reach_it(
    changed: dict[str, object], named: str
) -> None:
    [problem] = problems(replace(OPEN, **changed))  # type: ignore[arg-type]

    assert named in problem
    assert "server.address" in problem
    assert list(problems(replace(Settings(), **changed))) == []  # type: ignore[arg-type]


def test_the_settings_that_come_with_the_app_are_safe_for_others() -> None:
    assert list(problems(OPEN)) == []
    assert list(problems(given())) == []


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("", "'self'"),
        ("'none'", "'none'"),
        ("https://wiki.example.org", "'self' https://wiki.example.org"),
        (
            " https://a.example.org:8443  https://*.b.example.org ",
            "'self' https://a.example.org:8443 https://*.b.example.org",
        ),
    ],
)
def test_the_operator_says_whose_pages_may_show_the_app(
    said: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(framing.SETTING, said)

    assert security.headers()["Content-Security-Policy"].endswith(f"frame-ancestors {allowed}")
    assert list(problems(OPEN)) == []


@pytest.mark.parametrize(
    ("said", "older"), [("", "SAMEORIGIN"), ("'none'", "DENY"), ("https://wiki.example.org", None)]
)
def test_the_older_header_never_contradicts_the_policy(
    said: str, older: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(framing.SETTING, said)

    assert security.headers().get("X-Frame-Options") == older


@pytest.mark.parametrize(
    "said",
    [
        "*",
        "https:",
        "https://*",
        "https://*.org",
        "wiki.example.org",
        "https://wiki.example.org/page",
        "https://wiki.example.org;script-src",
        "https://wiki.example.org,https://b.example.org",
        "'none' https://wiki.example.org",
        "data:",
        "https://user:secret@wiki.example.org",
        "https://wiki.example.org\u202e",
    ],
)
def test_whoever_would_let_everybody_or_nobody_known_in_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(framing.SETTING, said)

    [problem] = problems(Settings())

    assert framing.SETTING in problem
    assert "secret" not in problem


def test_an_encrypted_app_is_not_shown_in_a_page_that_anybody_on_the_way_can_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(public.SETTING, "https://queues.example.org")
    monkeypatch.setenv(framing.SETTING, "http://wiki.example.org")

    [problem] = problems(Settings())

    assert "http://wiki.example.org" in problem
    monkeypatch.delenv(public.SETTING)
    assert list(problems(Settings())) == []


def test_the_app_ends_at_once_and_names_every_problem_without_a_traceback() -> None:
    unsafe = ["--server.address", EVERY_ADDRESS, "--server.enableXsrfProtection", "false", "--server.port", "0"]

    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", *unsafe],
        cwd=ROOT,
        env={**os.environ, framing.SETTING: "*"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert "server.enableXsrfProtection" in ended.stderr
    assert framing.SETTING in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
