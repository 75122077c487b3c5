"""Keeps passwords out of every text that a person may read: messages, log lines, reasons."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

MASK = "***"

_CREDENTIALS = re.compile(
    r"(?P<scheme>\b[a-z][a-z0-9+.-]*://)(?P<user>[^\s/:@]*):(?P<password>[^\s/]+)@", re.IGNORECASE
)
_ASSIGNMENT = re.compile(
    r"(?P<name>(?:password|default_pass|requirepass|masterauth)\W{0,3}[=: ]\s*)(?P<secret>\S+)", re.IGNORECASE
)
_SECRET_NAME = re.compile(r"PASS|SECRET|COOKIE|TOKEN", re.IGNORECASE)
_SHORTEST = 4


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Give `text` with every URL password, every `password=…` and every one of `secrets` replaced by `***`.

    Secrets shorter than four characters are left to the patterns: replacing them would garble the text.
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, MASK)
    text = _CREDENTIALS.sub(rf"\g<scheme>\g<user>:{MASK}@", text)
    return _ASSIGNMENT.sub(rf"\g<name>{MASK}", text)


def password_of(url: str) -> str:
    """Give the password inside `url`, decoded; an empty string if there is none."""
    return unquote(urlsplit(url).password or "")


def secrets_in(environment: Mapping[str, str]) -> frozenset[str]:
    """Give every value of `environment` that has to be masked: named like a secret, or a password inside a URL."""
    named = {value for name, value in environment.items() if _SECRET_NAME.search(name)}
    urls = {password for value in environment.values() for password in _passwords(value)}
    return frozenset(named | urls)


def _passwords(value: str) -> set[str]:
    raw = {found["password"] for found in _CREDENTIALS.finditer(value)}
    return raw | {unquote(password) for password in raw}
