"""Where the app is reached from outside. Never taken from a request: its headers can be forged."""

import os
import re
from urllib.parse import urlsplit

from records.record import APP

SETTING = "QUEUEWISE_PUBLIC_URL"
"""https://queues.example.org, as people reach the app. Without it, links that the app writes are relative."""


class BadPublicUrl(ValueError):
    """The setting is no address that a browser could open."""

    def __init__(self) -> None:
        super().__init__(
            f"{SETTING} cannot be used. It was expected to look like https://queues.example.org, without a path, "
            "a password or a question mark. Correct it, or leave it unset for links that are relative."
        )


def address() -> str:
    """The address of the app without a slash at the end; empty if the operator gave none.

    Raises:
        BadPublicUrl: the operator gave one that cannot be used.
    """
    said = os.environ.get(SETTING, "").strip().rstrip("/")
    if said and not _usable(said):
        raise BadPublicUrl
    return said


def origin(url: str) -> str:
    """The address of the app in a visitor's own browser, for links that only this visitor is shown."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    said = f"{parts.scheme}://{parts.netloc}"
    return said if re.fullmatch(APP, said) else ""


def _usable(said: str) -> bool:
    try:
        parts = urlsplit(said)
        plain = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return plain and not parts.path and re.fullmatch(APP, said) is not None
