"""Where the facts of a sign must stand: anywhere in the folder, in one part of a monorepo, or in one file."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from records.evidence.fact import Fact
from records.evidence.signs import Sign, seen

Facts = tuple[Fact, ...]


def holds(sign: Sign, facts: Facts) -> Facts:
    """The facts that make the sign, in each place by itself where it says so; none if it does not hold."""
    found = seen(sign.see, facts)
    if sign.within == "folder":
        return found if found and _fits(sign, facts, facts) else ()
    place = _file if sign.within == "file" else partial(_part, _parts(facts))
    groups = _grouped(facts, place)
    fitting = {here for here in {place(fact) for fact in found} if _fits(sign, groups[here], _with_above(here, groups))}
    return tuple(fact for fact in found if place(fact) in fitting)


def _fits(sign: Sign, here: Facts, here_and_above: Facts) -> bool:
    there = all(seen(name, here) for name in sign.also)
    return there and not any(seen(name, here_and_above) for name in sign.unless)


def _grouped(facts: Facts, place: Callable[[Fact], str]) -> Mapping[str, Facts]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(place(fact), []).append(fact)
    return {where: tuple(group) for where, group in groups.items()}


def _with_above(here: str, groups: Mapping[str, Facts]) -> Facts:
    """The facts of a place, and those of every folder above it, which may hold there, too."""
    return tuple(fact for where in {"", *_upwards(here)} for fact in groups.get(where, ()))


def _upwards(place: str) -> list[str]:
    """`a/b`, then `a`."""
    steps = place.split("/")
    return ["/".join(steps[:count]) for count in range(len(steps), 0, -1)]


def _file(fact: Fact) -> str:
    return fact.spot.file


def _part(parts: frozenset[str], fact: Fact) -> str:
    """The nearest folder above a fact that has packages of its own; "" for the whole folder."""
    return next((place for place in _upwards(fact.spot.file.rpartition("/")[0]) if place in parts), "")


def _parts(facts: Facts) -> frozenset[str]:
    folders = (fact.spot.file.rpartition("/")[0] for fact in facts if fact.kind == "package")
    return frozenset(re.sub(r"(^|/)requirements$", "", folder) for folder in folders)
