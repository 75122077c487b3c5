"""A run that makes up its events, as many a second as were promised, and needs no broker for that."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from demos.catalogue import demo
from demos.demo import Demo, Judgement, Stage, Verdict
from demos.events import What

EVENTS_A_SECOND = 200
AT_ONCE = 10
"""Events that are told together, as a broker's clients do."""

SECONDS = 50.0
ROUTING = demo("rabbitmq-routing")
COOKS = ("cook-1", "cook-2")


def steadily(stage: Stage) -> None:
    """Tell so many events a second, all of them on the demo's route."""
    begun = time.monotonic()
    story = told(stage)
    for batch in range(1, int(SECONDS * EVENTS_A_SECOND / AT_ONCE)):
        for _ in range(AT_ONCE):
            next(story)
        time.sleep(max(0.0, begun + batch * AT_ONCE / EVENTS_A_SECOND - time.monotonic()))


def told(stage: Stage) -> Iterator[int]:
    """Tell what orders go through, one event at a time."""
    for cook in COOKS:
        yield stage.emit(What.JOINED, cook, pid=1)
    yield stage.emit(What.BOUND, "kitchen", pattern="order.*.*")
    for number in count(1):
        order, cook = f"order-{number:06}", COOKS[number % len(COOKS)]
        yield stage.emit(What.SENT, "shop", order, routing_key="order.riga.pickup")
        yield stage.emit(What.CONFIRMED, "exchange", order)
        yield stage.emit(What.DELIVERED, cook, order, queue="kitchen", redelivered=int(number % 10 == 0))
        yield stage.emit(What.EXECUTED, cook, order, queue="kitchen", attempt=1)


def made_up() -> Demo:
    """A demo on the route of a real one, which needs no broker."""
    judgement = Judgement(verdict=Verdict.SHOWN, checks=())
    return replace(ROUTING, needs={}, perform=steadily, judge=lambda _ledger, _events: judgement)
