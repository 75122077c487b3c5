"""What a demo needs and whether it can be had here: shared brokers, and private ones that it may break."""

from dataclasses import dataclass

from backends.contract import Ability, Broker, Selection
from backends.errors import BackendError
from demos import programs
from demos.demo import Demo
from ui import brokers
from ui.words import say


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a broker for a demo would come from. A `private` one is started for the run alone.

    `able` is what the demo has to be able to do to it, apart from having a place of its own there.
    """

    selection: Selection
    private: bool
    able: tuple[Ability, ...] = ()


def of(demo: Demo) -> tuple[Reach, ...]:
    """Give where each broker of `demo` would come from, once for each kind and way.

    Raises:
        Misconfigured: the operator's settings cannot be used.
    """
    wanted = dict.fromkeys((need.broker, need.setup is not None) for need in demo.needs.values())
    return tuple(
        Reach(brokers.selection(broker, private=private), private, _able(demo, broker) if private else ())
        for broker, private in wanted
    )


def _able(demo: Demo, broker: Broker) -> tuple[Ability, ...]:
    """What the demo itself does to `broker`, and what a visitor may do to it meanwhile."""
    needed = {able for need in demo.needs.values() if need.broker is broker for able in need.able}
    asked = {fault.able for fault in demo.faults if fault.able}
    return tuple(able for able in Ability if able in needed | asked and able is not Ability.ISOLATE)


def lacks(demo: Demo) -> tuple[str, ...]:
    """Name the brokers, programs and packages that `demo` needs and that cannot be had here."""
    try:
        missing = dict.fromkeys(each.selection.broker for each in of(demo) if not each.selection.chosen)
    except BackendError:
        return ()
    return (*(say(f"try_it.broker_{broker}") for broker in missing), *programs.missing(demo))
