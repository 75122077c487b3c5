"""Draws a demo's route with as many consumers or workers as there really are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from demos.demo import Arrow, Demo, Route, Stop


def route_for(demo: Demo, parameters: Mapping[str, int]) -> Route:
    """Give the route of `demo` with every `each` stop drawn once for each: `cook` becomes `cook-1`, `cook-2`, …

    What stands below such a stop, in any column, moves down to make room.
    """
    counts = {stop.id: parameters[stop.each] for stop in demo.route.stops if stop.each}
    stops = tuple(drawn for stop in demo.route.stops for drawn in _drawn(stop, demo.route, counts))
    arrows = tuple(drawn for arrow in demo.route.arrows for drawn in _arrows(arrow, counts))
    return Route(stops=stops, arrows=arrows)


def names(stop: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    """Give the ids that a stop is drawn with."""
    return tuple(f"{stop}-{number}" for number in range(1, counts[stop] + 1)) if stop in counts else (stop,)


def _drawn(stop: Stop, route: Route, counts: Mapping[str, int]) -> Iterator[Stop]:
    above = sum(counts[other.id] - 1 for other in route.stops if other.each and other.row < stop.row)
    for offset, name in enumerate(names(stop.id, counts)):
        label = f"{stop.label} {offset + 1}" if stop.each else stop.label
        yield replace(stop, id=name, label=label, row=stop.row + above + offset, each="")


def _arrows(arrow: Arrow, counts: Mapping[str, int]) -> Iterator[Arrow]:
    for start in names(arrow.start, counts):
        for end in names(arrow.end, counts):
            yield replace(arrow, start=start, end=end)
