"""What demos had shown when a decision was made: their receipts, in the few words that a record carries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rules import Recommendation
from rules.receipt import Receipt, readable

NAMED = {"celery": "Celery", "pika": "pika"}
"""Libraries that are named; the others are parts of these, or have the name of a broker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A demo, how often of how many times it had shown its claim, on which day, on which products with versions."""

    demo: str
    shown: int
    times: int
    day: date
    versions: tuple[str, ...]


def demos_behind(it: Recommendation) -> tuple[str, ...]:
    """The demos of the rules that the winner rests on, its reasons first, then its warnings; without repeats."""
    rules = [*(reason.rule for reason in it.winner.for_it if reason.counts), *it.warnings]
    return tuple(dict.fromkeys(rule.demo for rule in rules if rule.demo))


def shown_so_far(it: Recommendation) -> tuple[Shown, ...]:
    """The receipts that are installed here, for the demos behind a recommendation, whatever they say."""
    known = _installed()
    return tuple(_shown(known[demo]) for demo in demos_behind(it) if demo in known)


def belonging(receipts: Iterable[Shown], it: Recommendation) -> tuple[Shown, ...]:
    """Those of the demos behind a recommendation, one each, in the order of its reasons."""
    found = {each.demo: each for each in receipts}
    return tuple(found[demo] for demo in demos_behind(it) if demo in found)


@cache
def _installed() -> Mapping[str, Receipt]:
    return readable()


def _shown(receipt: Receipt) -> Shown:
    return Shown(
        demo=receipt.demo,
        shown=receipt.shown,
        times=receipt.times,
        day=receipt.day,
        versions=tuple(_versions(receipt)),
    )


def _versions(receipt: Receipt) -> Iterator[str]:
    yield from (each.version for each in receipt.ran_on)
    yield from (f"{NAMED[name]} {version}" for name, version in receipt.libraries.items() if name in NAMED)
