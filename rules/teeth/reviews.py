"""Remembers which generated cases somebody has read, and agreed with what must follow from the answers."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from rules.model import Case
from rules.shipped import SHIPPED
from rules.teeth.generated import committed
from rules.written import as_plain, as_yaml

REVIEWS = "reviews/cases.yaml"
_ABOUT = """\
# Who has read the generated cases, and how. A case is named by a digest of its answers and of what must follow, so that
# one that changes has to be read again. `python -m rules.teeth review` shows those, `confirm` instead notes them.
"""
_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Cases that somebody has read on one day: digest -> name."""

    by: str
    day: str
    how: str
    cases: Mapping[str, str]


def digest(case: Case) -> str:
    """Names the answers of a case and what must follow; its sentence may be worded anew."""
    told = [as_plain(case.expect), dict(case.answers)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def reviews(folder: Path = SHIPPED) -> tuple[Review, ...]:
    """All reviews of a rulebook folder."""
    path = folder / REVIEWS
    return tuple(Review(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else ()


def unread(folder: Path = SHIPPED) -> tuple[Case, ...]:
    """The generated cases that nobody has read as they are now."""
    known = {case for review in reviews(folder) for case in review.cases}
    return tuple(case for case in committed(folder) if digest(case) not in known)


def confirm(*, by: str, day: str, how: str, folder: Path = SHIPPED, again: bool = False) -> Review:
    """Note that the cases that were not read have been read now, or, `again`, all of them.

    What was noted of cases that are gone is forgotten.
    """
    fresh = committed(folder) if again else unread(folder)
    noted = Review(by=by, day=day, how=how, cases={digest(case): case.name for case in fresh})
    left = {digest(case) for case in committed(folder)} - set(noted.cases)
    kept = [_only(review, left) for review in reviews(folder)]
    _write(folder / REVIEWS, [review for review in (*kept, noted) if review.cases])
    return noted


def _only(review: Review, left: Set[str]) -> Review:
    return replace(review, cases={case: name for case, name in review.cases.items() if case in left})


def _write(path: Path, found: Iterable[Review]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(_ABOUT + "\n" + as_yaml([as_plain(review) for review in found]), encoding="utf-8")
