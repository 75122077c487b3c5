"""What a demo has shown so far, in a few words beside a reason. An old receipt is told as such, never as fresh."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version

from backends.contract import Broker
from backends.errors import BackendError
from demos.catalogue import catalogue
from rules.receipt import Freshness, Receipt
from ui import brokers, receipts
from ui.words import say

Versions = tuple[tuple[str, str], ...]
"""Kind of broker, and its product and version."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a reason. `word` is fresh, stale, other or incomplete."""

    word: str
    says: str


def mark(demo: str | None, checked: date | None = None) -> Mark | None:
    """The mark of a demo, for a rule that was checked on a day; None where no receipt is here."""
    return _mark(demo, checked, at_hand()) if demo else None


def at_hand() -> Versions:
    """The brokers that this app has open now."""
    try:
        looks = [brokers.warm().look(broker).endpoint for broker in Broker]
    except BackendError:
        return ()
    return tuple((endpoint.broker.value, endpoint.version) for endpoint in looks if endpoint)


@lru_cache(maxsize=2048)
def _mark(demo: str, checked: date | None, here: Versions) -> Mark | None:
    receipt = receipts.known().get(demo)
    if receipt is None:
        return None
    counted = say("receipt.counted", shown=receipt.shown, times=receipt.times, versions=", ".join(_versions(receipt)))
    if not receipt.complete:
        return Mark("incomplete", say("receipt.incomplete", counted=counted))
    freshness = receipt.freshness(
        checked=checked, story=_stories().get(demo), brokers=dict(here), libraries=dict(_libraries(receipt))
    )
    if freshness is Freshness.FRESH:
        return Mark("fresh", counted)
    word = "stale" if freshness is Freshness.STALE else "other"
    return Mark(word, say(f"receipt.{word}", counted=counted, day=receipt.day))


def _versions(receipt: Receipt) -> Iterator[str]:
    yield from (each.version for each in receipt.ran_on)
    yield from (f"{name.capitalize()} {number}" for name, number in receipt.libraries.items() if name == "celery")


def _libraries(receipt: Receipt) -> Iterator[tuple[str, str]]:
    for name in receipt.libraries:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue  # a demo may need what this machine has not


@cache
def _stories() -> dict[str, str]:
    return {demo.id: demo.story for demo in catalogue()}
