"""One demo's entry in the catalogue: what may stand there, and what must fit together."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from backends.contract import Ability, Broker
from demos.demo import Arrow, Chapter, Parameter, Route, Stop

Words = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _Source(_Strict):
    title: Words
    url: Annotated[str, Field(pattern=r"^https://")]


class _Route(_Strict):
    stops: tuple[Stop, ...]
    arrows: tuple[Arrow, ...]


class Card(_Strict):
    """A demo in words and numbers."""

    option: Words
    title: Words
    claim: Words
    happens: tuple[Words, ...]
    proves: tuple[Words, ...]
    does_not_prove: tuple[Words, ...]
    sources: Annotated[tuple[_Source, ...], Field(min_length=1)]
    needs: dict[Broker, frozenset[Ability]]
    libraries: tuple[Words, ...]
    chapters: tuple[Chapter, ...]
    parameters: tuple[Parameter, ...]
    route: _Route
    checks: dict[str, Words]
    no_confirms: Words | None = None

    def values(self) -> dict[str, Any]:
        """The entry as the values that a `Demo` is made of."""
        plain = {
            name: getattr(self, name) for name in type(self).model_fields if name not in ("checks", "sources", "route")
        }
        sources = tuple((source.title, source.url) for source in self.sources)
        return {**plain, "sources": sources, "route": Route(stops=self.route.stops, arrows=self.route.arrows)}


def mistakes(card: Card) -> Iterator[str]:
    """Give every way in which the parts of an entry do not fit together."""
    yield from _numbers(card)
    yield from _places(card)


def _numbers(card: Card) -> Iterator[str]:
    for parameter in card.parameters:
        suggested = [value for values in parameter.suggests.values() for value in values.values()]
        for value in (parameter.default, *suggested):
            if not parameter.minimum <= value <= parameter.maximum:
                yield f"{parameter.id}: {value} is not between {parameter.minimum} and {parameter.maximum}"
            elif (value - parameter.minimum) % parameter.step:
                yield f"{parameter.id}: {value} cannot be reached from {parameter.minimum} in steps of {parameter.step}"


def _places(card: Card) -> Iterator[str]:
    known = {stop.id for stop in card.route.stops}
    for arrow in card.route.arrows:
        yield from (f"arrow to or from {end}, which is no stop" for end in (arrow.start, arrow.end) if end not in known)
    numbers = {parameter.id for parameter in card.parameters}
    for stop in card.route.stops:
        if stop.each and stop.each not in numbers:
            yield f"stop {stop.id}: there is no parameter {stop.each}"
    taken = [(stop.column, stop.row) for stop in card.route.stops]
    yield from (f"two stops at column {column}, row {row}" for column, row in {p for p in taken if taken.count(p) > 1})
