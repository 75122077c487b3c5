"""What a visitor may do to a lab. Each fault is real, is told when it was seen to have happened, and ends by itself."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial

from demos import faults
from demos.crew import Crew
from demos.demo import Fault, Stage
from demos.events import What
from demos.lab.slowness import slowed

BEGUN = "begun"
"""The name of the OBSERVED event with which a fault begins; its value is the fault's id."""

FLOOD = 40
DOWN_SECONDS, FROZEN_SECONDS, CUT_SECONDS, SLOW_SECONDS = 3.0, 4.0, 4.0, 4.0
SLOW_MILLISECONDS = 1500
_WITHOUT_WORK, _PATIENCE = 5.0, 20.0
_BACK = (What.UP, What.THAWED, What.MENDED, What.RESTARTED)


class _Over(Exception):
    """The time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A running shop, and the hands to break it with.

    `need` names the broker. `send` places more orders by their ids, at once. `set_aside` waits until the order with
    that id was set aside or given up.
    """

    stage: Stage
    members: Crew
    need: str
    start_worker: Callable[[str], None]
    send: Callable[[Sequence[str]], None]
    set_aside: Callable[[str], None]

    def apply(self, fault: Fault, number: int) -> None:
        """Do `fault`, the `number`th of this run, and return when it is over and work goes on.

        Raises:
            FaultFailed: it was seen not to have happened.
        """
        begun = self.stage.emit(What.OBSERVED, fault.at, name=BEGUN, value=fault.id)
        self._hands(fault.at, number, begun)[fault.id]()
        if fault.able is not None:
            self._until_work_goes_on(fault.at, begun)

    def _hands(self, at: str, number: int, begun: int) -> Mapping[str, Callable[[], None]]:
        return {
            "worker-killed": partial(self._kill_worker, at, begun),
            "worker-frozen": partial(self._freeze_worker, at),
            "worker-slowed": partial(self._slow_worker, at, begun),
            "order-poisoned": partial(self._poison, f"poison-{number:04}"),
            "orders-flooded": partial(self._flood, at, number),
            "broker-killed": partial(self._break, faults.broker_killed, at, DOWN_SECONDS),
            "broker-frozen": partial(self._break, faults.broker_frozen, at, FROZEN_SECONDS),
            "broker-restarted": partial(faults.broker_restarted, self.stage, self.need, at=at),
            "network-cut": partial(self._break, faults.network_cut, at, CUT_SECONDS),
        }

    def _kill_worker(self, at: str, begun: int) -> None:
        """Kill the worker in the middle of its next order, and start another in its place."""
        for event in self.members.heard(_WITHOUT_WORK):
            if event.seq > begun and event.what is What.STARTED and event.stop == at:
                faults.kill_worker(self.members, at)
                self.start_worker(at)
                self.members.wait_for(What.JOINED, at, after=event.seq)
                return

    def _freeze_worker(self, at: str) -> None:
        with faults.frozen_worker(self.members, at, seconds=FROZEN_SECONDS):
            pass

    def _slow_worker(self, at: str, begun: int) -> None:
        with slowed(self.stage.folder, at, milliseconds=SLOW_MILLISECONDS):
            self.members.wait_for(What.SLOWED, at, after=begun)
            self._hold(SLOW_SECONDS)

    def _poison(self, order: str) -> None:
        self.send([order])
        self.set_aside(order)

    def _flood(self, at: str, number: int) -> None:
        self.send([f"flood-{number:02}{each:02}" for each in range(1, FLOOD + 1)])
        self.stage.emit(What.FLOODED, at, count=FLOOD)

    def _break(self, fault: Callable[..., AbstractContextManager[None]], at: str, seconds: float) -> None:
        with fault(self.stage, self.need, at=at):
            self._hold(seconds)

    def _until_work_goes_on(self, broker: str, begun: int) -> None:
        """Wait until an order is completed after the broker came back: programs take their time to find it again."""
        back = False
        for event in self.members.heard(_PATIENCE):
            back = back or (event.seq > begun and event.stop == broker and event.what in _BACK)
            if back and event.what is What.EXECUTED:
                return

    def _hold(self, seconds: float) -> None:
        """Leave everything as it is for so long; it ends earlier when the run is cancelled."""
        end = time.monotonic() + seconds

        def look() -> None:
            if time.monotonic() > end:
                raise _Over

        with suppress(_Over):
            for _ in self.members.follow(look):
                pass
