"""What a demo had shown, as it stands in a file: in the JSON of a record and in `decision.yaml`."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from records.shown import Shown

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,48}$")]
Version = Annotated[str, StringConstraints(max_length=60)]
MOST_TIMES = 1_000_000


class ShownBefore(BaseModel):
    """A demo and how often it had shown its claim."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    demo: Id
    shown: Annotated[int, Field(ge=0, le=MOST_TIMES)]
    times: Annotated[int, Field(ge=1, le=MOST_TIMES)]
    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    versions: Annotated[list[Version], Field(max_length=6)]

    @field_validator("times")
    @classmethod
    def _as_often_as_shown(cls, times: int, before: ValidationInfo) -> int:
        shown = before.data.get("shown", 0)
        if shown > times:
            raise _doubt(before, f"cannot have shown its claim {shown} times of {times}")
        return times

    @field_validator("day")
    @classmethod
    def _in_the_calendar(cls, day: str, before: ValidationInfo) -> str:
        try:
            date.fromisoformat(day)
        except ValueError as problem:
            raise _doubt(before, f"has no such day: {problem}") from None
        return day


def _doubt(before: ValidationInfo, says: str) -> PydanticCustomError:
    told = {"demo": before.data.get("demo", "a demo"), "says": says}
    return PydanticCustomError("receipt", "{demo} {says}", told)


Before = TypeVar("Before", bound=ShownBefore)


def one_each(given: list[Before]) -> list[Before]:
    """Receipts of which each is of another demo; every one that repeats a demo is told with its own place."""
    demos = [each.demo for each in given]
    again = [place for place, demo in enumerate(demos) if demo in demos[:place]]
    if again:
        raise ValidationError.from_exception_data("receipts", [_repeated(place, demos[place]) for place in again])
    return given


def _repeated(place: int, demo: str) -> InitErrorDetails:
    says = PydanticCustomError("receipt", "{demo} has a receipt already", {"demo": demo})
    return {"type": says, "loc": (place, "demo"), "input": demo}


def receipt(one: Shown) -> dict[str, Any]:
    """What a demo had shown, as plain data."""
    versions = list(one.versions)
    return {"demo": one.demo, "shown": one.shown, "times": one.times, "day": one.day.isoformat(), "versions": versions}


def receipts(written: Iterable[ShownBefore]) -> tuple[Shown, ...]:
    """What demos had shown."""
    return tuple(
        Shown(
            demo=each.demo,
            shown=each.shown,
            times=each.times,
            day=date.fromisoformat(each.day),
            versions=tuple(each.versions),
        )
        for each in written
    )
