"""Whose pages may show the app in a frame. Its own may always; others only if the operator names them."""

import os
import re

SETTING = "QUEUEWISE_FRAME_ANCESTORS"
"""Origins with spaces between them: `https://wiki.example.org https://*.docs.example.org`."""

_NOBODY = "'none'"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9][0-9]{0,4})?", re.IGNORECASE)
_WHOLE_DOMAIN = re.compile(r"https?://\*\.[a-z0-9-]+(:[0-9]+)?", re.IGNORECASE)


class BadFrameAncestors(ValueError):
    """The setting names something that is no origin, or lets everybody in."""

    def __init__(self) -> None:
        super().__init__(
            f"{SETTING} cannot be used. Expected were origins such as https://wiki.example.org with spaces between "
            "them, or 'none'; a star only stands for the first part of a name. With any site allowed, a foreign page "
            "could show the app and have visitors click in it unknowingly. Correct it, or leave it unset: then only "
            "the app's own pages may."
        )


def ancestors() -> str:
    """What the policy's `frame-ancestors` says.

    Raises:
        BadFrameAncestors: the operator gave something else than origins.
    """
    named = os.environ.get(SETTING, "").split()
    if named == [_NOBODY]:
        return _NOBODY
    if not all(_allowed(each) for each in named):
        raise BadFrameAncestors
    return " ".join(["'self'", *named])


def older_header() -> dict[str, str]:
    """The header for browsers that do not know `frame-ancestors`. It cannot name other sites, and is left out then."""
    said = {"'self'": "SAMEORIGIN", _NOBODY: "DENY"}.get(ancestors())
    return {"X-Frame-Options": said} if said else {}


def unencrypted() -> list[str]:
    """The named origins whose pages anybody on the way can change."""
    return [each for each in ancestors().split() if each.lower().startswith("http://")]


def _allowed(said: str) -> bool:
    return bool(_ORIGIN.fullmatch(said)) and not _WHOLE_DOMAIN.fullmatch(said)
