"""When a lab takes requests: from its first orders on, and until enough of it is left to end in peace."""

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

from backends.contract import Ability
from demos.crew import Crew
from demos.demo import Fault, Stage
from demos.events import Event, What
from demos.lab.shop import placed

FIRST = 10
"""The order after which requests are taken: by then a quorum queue that was just made survives the broker's death."""
HALF, LAST = 0.45, 0.6
"""Shares of the orders: when chance asks if nobody did, and until when requests are taken."""


def wanted(stage: Stage, members: Crew, faults: Sequence[Fault], need: str) -> Iterator[Fault]:
    """Give the faults that a visitor asks for, as they come.

    If nobody asks for any until the middle, the seed chooses one that is over soon: a lab in which nothing breaks
    shows nothing.
    """
    known = {fault.id: fault for fault in faults}
    orders = stage.parameters["orders"]
    half, last = partial(_reached, number=HALF * orders), partial(_reached, number=LAST * orders)
    any(map(partial(_reached, number=FIRST), members.follow()))
    asked = False
    for id_ in stage.requests(members.follow(), until=half):
        asked = True
        yield known[id_]
    if not asked:
        yield Random(stage.seed).choice(short(stage, faults, need))
    for id_ in stage.requests(members.follow(), until=last):
        yield known[id_]


def short(stage: Stage, faults: Sequence[Fault], need: str) -> list[Fault]:
    """Give the faults that the broker of this run allows and that do not wait for it to start again."""
    able = stage.spaces[need].endpoint.abilities - {Ability.KILL, Ability.RESTART}
    return [fault for fault in faults if fault.able is None or fault.able in able]


def _reached(event: Event, *, number: float) -> bool:
    return event.what is What.SENT and event.stop == "shop" and placed(event.message) >= number
