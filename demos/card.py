"""One demo's entry in the catalogue: what may stand there, and what must fit together."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backends.contract import Ability, Broker
from demos.demo import Arrow, Chapter, Fault, Lane, Need, Parameter, Prediction, Route, Shelf, Stop

Words = Annotated[str, Field(min_length=1)]


def _shared(needs: object) -> object:
    """Read the short form, `{rabbitmq: [isolate]}`: a shared broker by its own name."""
    if not isinstance(needs, Mapping):
        return needs
    return {n: {"broker": n, "able": able} if isinstance(able, list) else able for n, able in needs.items()}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _Source(_Strict):
    title: Words
    url: Annotated[str, Field(pattern=r"^https://")]


class _Route(_Strict):
    stops: tuple[Stop, ...]
    arrows: tuple[Arrow, ...]


class Card(_Strict):
    """A demo in words and numbers. `runs_with` are files of `demos/` that it shares with few others."""

    options: Annotated[tuple[Words, ...], Field(min_length=1)]
    aspects: Annotated[tuple[Words, ...], Field(min_length=1)]
    shelf: Shelf | None = None
    leads: Words | None = None
    title: Words
    claim: Words
    happens: tuple[Words, ...]
    proves: tuple[Words, ...]
    does_not_prove: tuple[Words, ...]
    sources: Annotated[tuple[_Source, ...], Field(min_length=1)]
    needs: Annotated[dict[str, Need], BeforeValidator(_shared), Field(min_length=1)]
    libraries: tuple[Words, ...]
    runs_with: tuple[Words, ...] = ()
    chapters: tuple[Chapter, ...]
    parameters: tuple[Parameter, ...] = ()
    route: _Route
    checks: dict[str, Words]
    no_confirms: Words | None = None
    may_lose: frozenset[Words] = frozenset()
    predictions: tuple[Prediction, ...] = ()
    faults: tuple[Fault, ...] = ()
    lanes: tuple[Lane, ...] = ()
    programs: tuple[Words, ...] = ()

    def values(self) -> dict[str, Any]:
        """The entry as the values that a `Demo` is made of."""
        plain = {name: getattr(self, name) for name in type(self).model_fields if name not in _SHAPED}
        sources = tuple((source.title, source.url) for source in self.sources)
        route = Route(stops=self.route.stops, arrows=self.route.arrows)
        return {**plain, "shelf": self.shelf or self._usual_shelf(), "sources": sources, "route": route}

    def _usual_shelf(self) -> Shelf:
        """A demo that breaks a broker, is about a crash, or speaks about both kinds of system, is a contrast."""
        kinds = {Shelf.CELERY if option.startswith("celery") else Shelf.RABBITMQ for option in self.options}
        breaks = "crash" in self.aspects or any(need.setup for need in self.needs.values())
        return kinds.pop() if len(kinds) == 1 and not breaks else Shelf.CONTRAST


_SHAPED = ("checks", "sources", "route", "runs_with")


def mistakes(card: Card) -> Iterator[str]:
    """Give every way in which the parts of an entry do not fit together."""
    yield from _numbers(card)
    yield from _places(card)
    yield from _brokers(card)
    yield from _lanes(card)


def _numbers(card: Card) -> Iterator[str]:
    for parameter in card.parameters:
        suggested = [value for values in parameter.suggests.values() for value in values.values()]
        for value in (parameter.default, *suggested):
            if not parameter.minimum <= value <= parameter.maximum:
                yield f"{parameter.id}: {value} is not between {parameter.minimum} and {parameter.maximum}"
            elif (value - parameter.minimum) % parameter.step:
                yield f"{parameter.id}: {value} cannot be reached from {parameter.minimum} in steps of {parameter.step}"


def _brokers(card: Card) -> Iterator[str]:
    if card.leads and card.leads not in card.options:
        yield f"leads: {card.leads} is none of its options"
    for name, need in card.needs.items():
        if need.setup is None and name != need.broker:
            yield f"needs: {name} is shared, so it has to be called {need.broker}"
        if need.setup is None and (deeds := sorted(need.able - {Ability.ISOLATE})):
            yield f"needs: {name} is shared, so nobody may {', '.join(deeds)} it; give it a setup"
        if need.broker is Broker.REDIS and Ability.ALARM in need.able:
            yield f"needs: {name} is a Redis, which has no alarm"
        if need.broker is Broker.RABBITMQ and (need.setup and (need.setup.appendonly or need.setup.snapshots)):
            yield f"needs: {name} is no Redis, so it has neither snapshots nor an append-only file"


def _places(card: Card) -> Iterator[str]:
    known = {stop.id for stop in card.route.stops}
    for arrow in card.route.arrows:
        yield from (f"arrow to or from {end}, which is no stop" for end in (arrow.start, arrow.end) if end not in known)
    numbers = {parameter.id for parameter in card.parameters}
    for stop in card.route.stops:
        if stop.each and stop.each not in numbers:
            yield f"stop {stop.id}: there is no parameter {stop.each}"
    yield from (f"fault {f.id}: there is no stop {f.at}" for f in card.faults if f.at not in known)
    if all(need.setup is None for need in card.needs.values()):
        beyond = [fault.id for fault in card.faults if fault.able]
        yield from (f"fault {id_}: no broker of this demo may be broken; give it a setup" for id_ in beyond)
    taken = [(stop.column, stop.row) for stop in card.route.stops]
    yield from (f"two stops at column {column}, row {row}" for column, row in {p for p in taken if taken.count(p) > 1})


def _lanes(card: Card) -> Iterator[str]:
    known = {stop.id for stop in card.route.stops}
    for lane in card.lanes:
        if lane.option not in card.options:
            yield f"lane {lane.id}: {lane.option} is none of its options"
        yield from (f"lane {lane.id}: there is no stop {stop}" for stop in lane.stops if stop not in known)
    owned = [place for lane in card.lanes for place in (*lane.queues, *lane.stops)]
    yield from (f"{place} belongs to more than one lane" for place in sorted({p for p in owned if owned.count(p) > 1}))
