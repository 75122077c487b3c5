"""Remembers which generated cases a person has read, and agreed with what must follow from the answers."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.model import Case
from rules.shipped import SHIPPED
from rules.teeth.generated import committed
from rules.text import read
from rules.written import as_plain, as_yaml

REVIEWS = "reviews/cases.yaml"
_ABOUT = """\
# Who has read the generated cases, and how. A case is named by a digest of its answers and of what must follow, so that
# one that changes has to be read again. `python -m rules.teeth review` shows those, `confirm` instead notes them.
"""
_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Cases, by their digests, that somebody has read on one day."""

    by: str
    on: str
    how: str
    cases: tuple[str, ...]


def digest(case: Case) -> str:
    """Names the answers of a case and what must follow; its sentence may be worded anew."""
    told = [as_plain(case.expect), dict(case.answers)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def reviews(folder: Path = SHIPPED) -> tuple[Review, ...]:
    """All reviews of a rulebook folder."""
    path = folder / REVIEWS
    entries = read(path.read_text(encoding="utf-8"), file=REVIEWS).data if path.exists() else []
    return tuple(Review(**{**entry, "cases": tuple(entry["cases"])}) for entry in entries or [])


def unconfirmed(folder: Path = SHIPPED) -> tuple[Case, ...]:
    """The generated cases that nobody has read as they are now."""
    known = {case for review in reviews(folder) for case in review.cases}
    return tuple(case for case in committed(folder) if digest(case) not in known)


def confirm(*, by: str, on: str, how: str, folder: Path = SHIPPED) -> Review:
    """Note that all unconfirmed cases were read. What was noted of cases that are gone is forgotten."""
    now = [digest(case) for case in committed(folder)]
    fresh = Review(by=by, on=on, how=how, cases=tuple(sorted(map(digest, unconfirmed(folder)))))
    kept = [_without(review, now) for review in reviews(folder)]
    _write(folder / REVIEWS, [review for review in (*kept, fresh) if review.cases])
    return fresh


def _without(review: Review, now: Sequence[str]) -> Review:
    left = tuple(case for case in review.cases if case in now)
    return Review(by=review.by, on=review.on, how=review.how, cases=left)


def _write(path: Path, found: Iterable[Review]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(_ABOUT + "\n" + as_yaml([as_plain(review) for review in found]), encoding="utf-8")
