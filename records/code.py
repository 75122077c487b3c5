"""The code of a decision: its answers by id, the rulebook that judged them, and a checksum. No database is needed.

`1.344b01e25f93.routing~pattern.language~several.fiol4is3`: the form, the beginning of the rulebook's digest, the
answers in the order of the questions, the checksum. All of it may stand in an address as it is (RFC 3986, unreserved
characters).
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass

from records.errors import DamagedCode, MalformedCode, NewerCode

FORM = "1"
"""Rises when a code means something else; codes of earlier forms stay readable."""

DIGEST = 12
"""Characters of the digest that a code carries: 48 bits tell the rulebooks of one team apart."""

LONGEST = 4000
"""Characters. Thirty questions with the longest ids that a rulebook may have."""

_CHECKSUM = 8
_SHAPE = re.compile(r"[0-9a-z]+\.[0-9a-f]{12}(\.[a-z0-9_-]{1,48}~[a-z0-9_-]{1,48})*\.[a-z2-7]{8}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a code says: the beginning of a rulebook's digest, and answers by id. They were not looked up yet."""

    digest: str
    answers: Mapping[str, str]


def encode(answers: Mapping[str, str], digest: str) -> str:
    """The code of `answers`, in their order, under the rulebook with that `digest`."""
    body = ".".join([FORM, digest[:DIGEST], *(f"{question}~{choice}" for question, choice in answers.items())])
    return f"{body}.{_checksum(body)}"


def decode(code: str) -> Sealed:
    """Read a code; whoever calls looks the answers up.

    Raises:
        MalformedCode: it is no code.
        DamagedCode: the checksum does not fit.
        NewerCode: it is whole and has a form that is not known here.
    """
    if len(code) > LONGEST or "." not in code:
        raise MalformedCode
    body, _, checksum = code.rpartition(".")
    if len(checksum) != _CHECKSUM or body.count(".") < 1:
        raise MalformedCode
    if _checksum(body) != checksum:
        raise DamagedCode
    if not body.startswith(f"{FORM}."):
        raise NewerCode
    return _read(code)


def _read(code: str) -> Sealed:
    if not _SHAPE.fullmatch(code):
        raise MalformedCode
    _form, digest, *pairs, _ = code.split(".")
    answers = dict(pair.split("~") for pair in pairs)
    if len(answers) < len(pairs):
        raise MalformedCode
    return Sealed(digest=digest, answers=answers)


def _checksum(body: str) -> str:
    """40 bits of SHA-256: one changed character passes once in a million millions."""
    return b32encode(hashlib.sha256(body.encode(errors="replace")).digest()[:5]).decode().lower()
