"""How far a story has come, read from what it told."""

from collections.abc import Sequence

from demos.demo import Demo
from demos.events import Event, What
from demos.ledger import Ledger


def chapter_of(events: Sequence[Event]) -> str:
    """Give the id of the chapter that the story is in; empty before the first one."""
    return next((str(event.detail["name"]) for event in reversed(events) if event.what is What.STAGE), "")


def share_of(demo: Demo, chapter: str, books: Ledger) -> float:
    """Give the part of the story that is told, from 0 to 1: chapters, and copies executed within one."""
    ids = [each.id for each in demo.chapters]
    done = books.executed / books.expected if books.expected else 0.0
    return (ids.index(chapter) + done) / len(ids) if chapter in ids else 0.0
