"""Stories told by hand, for tests that count and judge them."""

from collections.abc import Iterable

from demos.events import Event, What

Told = tuple[What, str, str | None, dict[str, str | int | float]]


def told(what: What, stop: str = "", message: str | None = None, /, **detail: str | int | float) -> Told:
    """One thing that happened."""
    return what, stop, message, detail


def events(story: Iterable[Told], *, seconds_apart: float = 0.1) -> tuple[Event, ...]:
    """The events of a story, numbered and evenly spaced in time."""
    return tuple(
        Event(seq=seq, at=seq * seconds_apart, what=what, stop=stop, message=message, detail=detail)
        for seq, (what, stop, message, detail) in enumerate(story, start=1)
    )


def without(story: Iterable[Told], *dropped: Told) -> list[Told]:
    """The story with some of it left out."""
    return [each for each in story if each not in dropped]
